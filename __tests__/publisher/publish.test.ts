import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../harness/project";
import { patterns } from "../../publisher/patterns";
import { filesIn, filesOf, publish } from "../../publisher/tree";
import { staleFiles, writeFiles } from "../../publisher/write";

const published = filesOf(publish(patterns));

test("terraform/ is what the definitions say; if not, run `npm run publish:modules`", () => {
  expect(staleFiles(published, projectRoot)).toEqual([]);
});

test("every module has its four files, a page, tests and an example", () => {
  for (const { name } of patterns) {
    const names = ["main.tf.json", "variables.tf.json", "outputs.tf.json", "versions.tf.json", "README.md"];
    const wanted = names.map((file) => `terraform/modules/${name}/${file}`);
    expect(Object.keys(published)).toEqual(expect.arrayContaining(wanted));
    expect(Object.keys(published).some((path) => path.startsWith(`terraform/modules/${name}/tests/`))).toBe(
      true,
    );
    expect(published).toHaveProperty([`terraform/examples/${name}/main.tf`]);
    expect(published["terraform/README.md"]).toContain(`](modules/${name}): `);
  }
});

describe("the same definitions give the same bytes", () => {
  test("a second time in one process, of another pattern than the first", () => {
    const again = Object.entries(filesOf(publish(patterns.slice(-1))));
    const module = again.filter(([path]) => path !== "terraform/README.md");
    expect(module.length).toBeGreaterThan(5);
    for (const [path, content] of module) expect(content).toBe(published[path]);
  });

  test("and nothing in them tells where or when they were made", () => {
    const text = Object.values(published).join("\n");
    expect(text).not.toContain(projectRoot);
    // Not any date: schedules have times in their examples.
    expect(text).not.toContain(new Date().toISOString().slice(0, "2026-01-01T".length));
  });
});

describe("a pattern with a fault", () => {
  test("is not published, and every fault is said", () => {
    const [pattern] = patterns;
    const { construct: Construct } = pattern!;
    class Faulty extends Construct {
      constructor(...args: ConstructorParameters<typeof Construct>) {
        super(...args);
        Object.defineProperty(this, "url", { value: undefined });
      }
    }
    Object.defineProperty(Faulty, "name", { value: Construct.name });
    expect(() => publish([{ ...pattern!, construct: Faulty }])).toThrow(
      "Not published:\n  - multi-az: output url has no value",
    );
  });
});

test("a folder in which somebody has run Terraform gives the module's files only", () => {
  const folder = mkdtempSync(join(tmpdir(), "publish-"));
  mkdirSync(join(folder, ".terraform"));
  const theirs = [
    ".terraform.lock.hcl",
    ".DS_Store",
    "terraform.tfstate.backup",
    "my.auto.tfvars",
    "a.tfplan",
  ];
  for (const name of ["main.tf", "serve.sh", ...theirs]) writeFileSync(join(folder, name), name);
  const files = filesIn(folder);
  rmSync(folder, { recursive: true });
  expect(files).toEqual({ "main.tf": "main.tf", "serve.sh": "serve.sh" });
});

describe("files on disk", () => {
  const files = {
    "terraform/a.json": "a\n",
    "terraform/modules/x/b.json": "b\n",
    "modules/x/README.md": "page\n",
  };
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "publish-"));
    writeFiles(files, root);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const leave = (path: string, text = "") => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  test("are not stale when just written", () => {
    expect(staleFiles(files, root)).toEqual([]);
    expect(readFileSync(join(root, "terraform/modules/x/b.json"), "utf8")).toBe("b\n");
  });

  test("are stale when changed or missing", () => {
    leave("terraform/a.json", "A\n");
    rmSync(join(root, "modules/x/README.md"));
    expect(staleFiles(files, root)).toEqual(["terraform/a.json", "modules/x/README.md"]);
  });

  test("that no pattern publishes any more are stale, and go with the next run", () => {
    leave("terraform/modules/gone/main.tf.json");
    leave("modules/x/inputs.ts", "mine");
    expect(staleFiles(files, root)).toEqual(["terraform/modules/gone/main.tf.json"]);
    writeFiles(files, root);
    expect(staleFiles(files, root)).toEqual([]);
    expect(existsSync(join(root, "modules/x/inputs.ts"))).toBe(true);
  });

  test("that Terraform made in a module's folder are left alone", () => {
    leave("terraform/modules/x/.terraform/providers/aws");
    leave("terraform/modules/x/.terraform.lock.hcl");
    leave("terraform/modules/x/.terraform/modules/y/main.tf");
    leave("terraform/modules/x/terraform.tfstate", "the only record of what is deployed");
    leave("terraform/modules/x/terraform.tfvars");
    expect(staleFiles(files, root)).toEqual([]);
    writeFiles(files, root);
    expect(existsSync(join(root, "terraform/modules/x/terraform.tfstate"))).toBe(true);
  });
});
