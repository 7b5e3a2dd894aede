import os from "node:os";
import { hermeticEnvironment } from "../../harness/hermetic-environment";

test("nothing of the caller's AWS or Terraform settings gets through", () => {
  const base = {
    AWS_PROFILE: "production",
    AWS_SESSION_TOKEN: "real",
    AWS_ACCESS_KEY_ID: "real",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_REGION: "eu-west-1",
    AWS_CA_BUNDLE: "/ca.pem",
    AWS_ENDPOINT_URL_S3: "https://elsewhere.test",
    AWS_ROLE_ARN: "arn:aws:iam::111111111111:role/real",
    AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1/credentials",
    BOTO_CONFIG: "/boto",
    TF_VAR_name: "from outside",
    TF_CLI_ARGS_plan: "-destroy",
    TF_WORKSPACE: "production",
    TF_DATA_DIR: "/elsewhere",
    TF_CLI_CONFIG_FILE: "/missing",
    TF_REATTACH_PROVIDERS: "{}",
  };
  expect(hermeticEnvironment({ base, emulatorUrl: "http://127.0.0.1:5000" })).toEqual({
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    GOGC: "400",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: "us-east-1",
    AWS_DEFAULT_REGION: "us-east-1",
    AWS_ENDPOINT_URL: "http://127.0.0.1:5000",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: os.devNull,
    AWS_SHARED_CREDENTIALS_FILE: os.devNull,
  });
});

test("what has nothing to do with AWS, and Terraform's logs and registry tokens, are kept", () => {
  const base = {
    PATH: "/bin",
    HOME: "/home/me",
    TERRAFORM_BINARY_NAME: "tofu",
    TF_LOG: "debug",
    TF_TOKEN_host: "secret",
  };
  expect(hermeticEnvironment({ base })).toMatchObject(base);
});

test("without an emulator AWS calls stay on this machine", () => {
  expect(new URL(hermeticEnvironment()["AWS_ENDPOINT_URL"]!).hostname).toBe("127.0.0.1");
});

test("what is given explicitly wins, the provider source too", () => {
  const env = hermeticEnvironment({
    region: "eu-central-1",
    providers: { kind: "mirror", env: { TF_CLI_CONFIG_FILE: "/cli.tfrc" } },
    extra: { AWS_ACCESS_KEY_ID: "given" },
  });
  expect(env).toMatchObject({
    AWS_REGION: "eu-central-1",
    AWS_DEFAULT_REGION: "eu-central-1",
    TF_CLI_CONFIG_FILE: "/cli.tfrc",
    AWS_ACCESS_KEY_ID: "given",
  });
});

test("a proxy of the caller is kept, but not for this machine", () => {
  const base = { HTTPS_PROXY: "http://proxy.test:3128", no_proxy: "intranet.test" };
  const hosts = "intranet.test,127.0.0.1,localhost";
  expect(hermeticEnvironment({ base })).toMatchObject({ ...base, NO_PROXY: hosts, no_proxy: hosts });
});

test("the caller's environment is not changed", () => {
  const before = { ...process.env };
  hermeticEnvironment({ extra: { PATH: "" } });
  expect(process.env).toEqual(before);
});
