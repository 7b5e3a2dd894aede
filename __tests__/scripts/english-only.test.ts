import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { projectRoot } from "../../harness/project";

test("the app of main.ts loads zod without its translations, and zod speaks English", () => {
  const program = `
    require("./stacks/app.ts");
    const { error } = require("zod").z.string().safeParse(1);
    const loaded = Object.values(require.cache).filter(({ filename }) => /zod.v4.locales/.test(filename ?? ""));
    console.log(JSON.stringify({ said: error.issues[0].message, loaded: loaded.map(({ filename }) => filename) }));`;
  const printed = execFileSync(process.execPath, ["--import", "tsx", "-e", program], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  const { said, loaded } = JSON.parse(printed) as { said: string; loaded: string[] };
  expect(said).toBe("Invalid input: expected string, received number");
  expect(loaded.map((file) => basename(file))).toEqual(["en.cjs"]);
});
