import { AddressInfo, createServer, Server } from "node:net";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { accountAdvice } from "../../stacks/account";

let home: string;
beforeAll(() => (home = fs.mkdtempSync(path.join(os.tmpdir(), "home-"))));
afterAll(() => fs.rmSync(home, { recursive: true }));

test("without credentials, how to give them and how to do without", async () => {
  const advice = await accountAdvice({}, home);
  expect(advice).toContain("AWS_PROFILE");
  expect(advice).toContain("npm run try -- multi-az");
  expect(await accountAdvice({ AWS_PROFILE: "" }, home)).toBe(advice);
});

test.each([
  "AWS_PROFILE",
  "AWS_ACCESS_KEY_ID",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
])("nothing is said with %s", async (name) =>
  expect(await accountAdvice({ [name]: "x" }, home)).toBeUndefined(),
);

test("nothing is said with a file of credentials", async () => {
  const file = path.join(home, "credentials");
  fs.writeFileSync(file, "[default]");
  expect(await accountAdvice({ AWS_SHARED_CREDENTIALS_FILE: file }, home)).toBeUndefined();
});

test("an empty file holds no credentials", async () => {
  const env = { AWS_SHARED_CREDENTIALS_FILE: os.devNull, AWS_CONFIG_FILE: os.devNull };
  expect(await accountAdvice(env, home)).toContain("No AWS credentials are in sight");
});

describe("an endpoint", () => {
  const keys = { AWS_ACCESS_KEY_ID: "test" };
  let server: Server;
  beforeAll((done) => void (server = createServer().listen(0, "127.0.0.1", () => done())));
  afterAll((done) => void server.close(() => done()));

  test("that listens is fine", async () => {
    const { port } = server.address() as AddressInfo;
    const env = { ...keys, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    expect(await accountAdvice(env, home)).toBeUndefined();
  });

  test.each(["http://127.0.0.1:9", "http://[::1]:9", "no address"])(
    "%s, where nothing listens, is named",
    async (url) => {
      const advice = await accountAdvice({ ...keys, AWS_ENDPOINT_URL: url }, home);
      expect(advice).toContain(`Nothing answers at ${url} (AWS_ENDPOINT_URL)`);
      expect(advice).toContain("npm run emulator");
    },
  );
});
