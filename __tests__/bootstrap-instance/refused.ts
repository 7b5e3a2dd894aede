import { BootstrapInstanceConfig } from "../../modules/bootstrap-instance/inputs";
import { Refused, Titled } from "../support/pattern-cases";

type Bootstrap = BootstrapInstanceConfig["bootstrap"];
type Refusals = Titled<Refused<BootstrapInstanceConfig>>;

const SHA256 = "0".repeat(64);
const git = { url: "https://example.com/app.git", revision: "v1" };
const s3 = { bucket: "artifacts", key: "app.tgz", sha256: SHA256 };
const SECRET = { arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf" };

function bootstrap(
  config: Bootstrap,
  input: string,
  rule: string,
  got?: string,
): Refused<BootstrapInstanceConfig> {
  const path = input.startsWith(".") ? `bootstrap${input}` : input;
  return {
    config: { bootstrap: config },
    input: path,
    rule,
    ...(got === undefined ? {} : { got }),
  };
}

/** What can be told from the values alone. */
export const refusedValues: Refusals = {
  "an option in place of a package": bootstrap(
    { packages: ["nginx", "--assumeno"] },
    ".packages[1]",
    "must be a package",
    '"--assumeno"',
  ),
  "a file with a relative path": bootstrap(
    { files: { "app.conf": { content: "" } } },
    "key of bootstrap.files",
    "must be an absolute path",
    '"app.conf"',
  ),
  "a folder in place of a file": bootstrap(
    { files: { "/etc/app/": { content: "" } } },
    "key of bootstrap.files",
    "must be an absolute path that does not end with /",
    '"/etc/app/"',
  ),
  "a mode without its zero": bootstrap(
    { files: { "/etc/app": { content: "", mode: "644" } } },
    '.files["/etc/app"].mode',
    "must be an octal file mode",
    '"644"',
  ),
  "an owner by number": bootstrap(
    { files: { "/etc/app": { content: "", owner: "0:0" } } },
    '.files["/etc/app"].owner',
    "must be a user, or a user and a group",
    '"0:0"',
  ),
  "content that is no base64": bootstrap(
    { files: { "/etc/app": { contentBase64: "a b" } } },
    '.files["/etc/app"].contentBase64',
    "must be base64",
    '"a b"',
  ),
  "a secret by its name": bootstrap(
    { secrets: { "/etc/app": { arn: "app/password" } } },
    '.secrets["/etc/app"].arn',
    "must be the ARN of a secret",
    '"app/password"',
  ),
  "all secrets": bootstrap(
    { secrets: { "/etc/app": { arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:*" } } },
    '.secrets["/etc/app"].arn',
    "must be the ARN of a secret",
  ),
  "a user who is an option": bootstrap({ users: ["-r"] }, ".users[0]", "must be a user's name", '"-r"'),
  "a repository over plain HTTP": bootstrap(
    { source: { git: { ...git, url: "http://example.com/app.git" } } },
    ".source.git.url",
    "must be a URL of git",
    '"http://example.com/app.git"',
  ),
  "a password in a URL": bootstrap(
    { source: { git: { ...git, url: "https://me:pass@example.com/app.git" } } },
    ".source.git.url",
    "must not have a password in it",
  ),
  "a revision that is an option": bootstrap(
    { source: { git: { ...git, revision: "--upload-pack=x" } } },
    ".source.git.revision",
    "must be a commit, a tag or a branch",
    '"--upload-pack=x"',
  ),
  "a short checksum": bootstrap(
    { source: { s3: { ...s3, sha256: "abc" } } },
    ".source.s3.sha256",
    "must be a SHA-256",
    '"abc"',
  ),
  "any object of a bucket": bootstrap(
    { source: { s3: { ...s3, key: "*" } } },
    ".source.s3.key",
    "must be the key of an object",
    '"*"',
  ),
  "source into the root folder": bootstrap(
    { source: { git, into: "/srv" } },
    ".source.into",
    "must lie below another folder",
    '"/srv"',
  ),
  "a command that is empty": bootstrap(
    { run: ["true", ""] },
    ".run[1]",
    "must have at least 1 characters",
    '""',
  ),
  "a service that is a path": bootstrap(
    { services: ["/etc/systemd/system/app.service"] },
    ".services[0]",
    "must be a unit of systemd",
  ),
  "a probe that is no URL": bootstrap(
    { ready: { url: "localhost:8080" } },
    ".ready.url",
    "must be a URL",
    '"localhost:8080"',
  ),
  "longer than a lifecycle hook waits": bootstrap(
    { timeoutSeconds: 7201 },
    ".timeoutSeconds",
    "must be a whole number from 60 to 7200",
    "7201",
  ),
  "updates now and then": bootstrap(
    { updates: "sometimes" as never },
    ".updates",
    "must be one of off, security, all",
    '"sometimes"',
  ),
  "a bucket with capitals": bootstrap(
    { overflow: { bucket: "Artifacts" } },
    ".overflow.bucket",
    "must be the name of an S3 bucket",
    '"Artifacts"',
  ),
  "content twice": bootstrap(
    { files: { "/etc/app": { content: "", contentBase64: "" } } },
    ".files",
    "must each have exactly one of content and contentBase64",
    "/etc/app with none or both",
  ),
  "no content": bootstrap(
    { files: { "/etc/app": {}, "/etc/other": { content: "" } } },
    ".files",
    "must each have exactly one of content and contentBase64",
    "/etc/app with none or both",
  ),
  "the id of an access key in a file": bootstrap(
    { files: { "/root/.aws/credentials": { content: "aws_access_key_id=AKIAIOSFODNN7EXAMPLE\n" } } },
    ".files",
    "must hold no private key",
    "one in /root/.aws/credentials.",
  ),
  "a private key in a file": bootstrap(
    { files: { "/root/.ssh/id": { content: "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz\n" } } },
    ".files",
    "must hold no private key",
    "one in /root/.ssh/id.",
  ),
  "a private key in a command": bootstrap(
    { run: ["cat >key <<END\n-----BEGIN RSA PRIVATE KEY-----\nEND"] },
    ".run",
    "must hold no private key",
  ),
  "a path that is a file and a secret": bootstrap(
    { files: { "/etc/app": { content: "" } }, secrets: { "/etc/app": SECRET } },
    ".secrets",
    "must have other paths than bootstrap.files",
    "/etc/app in both",
  ),
  "a source from two places": bootstrap(
    { source: { git, s3 } },
    ".source",
    "exactly one of git and s3",
    "2 of them",
  ),
  "a source from nowhere": bootstrap({ source: {} }, ".source", "exactly one of git and s3", "0 of them"),
  "a token for a file": bootstrap(
    { source: { git: { ...git, url: "file:///srv/app.git", token: SECRET } } },
    ".source.git.token",
    "must go with an https URL",
    "file:///srv/app.git",
  ),
  "readiness without a probe": bootstrap({ ready: {} }, ".ready", "must have url or command"),
  "a probe that outlasts all of it": bootstrap(
    { ready: { command: "true", timeoutSeconds: 61 }, timeoutSeconds: 60 },
    ".ready.timeoutSeconds",
    "must be at most bootstrap.timeoutSeconds (60)",
    "61",
  ),
  "days that CloudWatch Logs does not know": bootstrap(
    { logs: { retentionDays: 2 } },
    ".logs.retentionDays",
    "must be one of 1, 3, 5",
    "2",
  ),
  "fewer than none": {
    config: { capacity: { min: -1 } },
    input: "capacity.min",
    rule: "must be a whole number from 0 to 1000",
    got: "-1",
  },
  "a maximum under the minimum": {
    config: { capacity: { min: 3, max: 2 } },
    input: "capacity.max",
    rule: "must be at least capacity.min (3)",
    got: "2",
  },
  "the internet without HTTPS": {
    config: { loadBalancer: { internal: false, allowedCidrs: ["0.0.0.0/0"] } },
    input: "loadBalancer.https",
    rule: "is required for a load balancer that the internet reaches",
  },
  "a health check that times out after the next one": {
    config: { healthCheck: { intervalSeconds: 5, timeoutSeconds: 6 } },
    input: "healthCheck.timeoutSeconds",
    rule: "must be under healthCheck.intervalSeconds (5)",
    got: "6",
  },
};

/** What two inputs tell together. */
export const refusedPairs: Refusals = {
  "a warm pool of mixed instances": {
    config: { warmPool: {}, mixedInstances: { otherTypes: ["t3.medium"] } },
    input: "warmPool",
    rule: "must not be given together",
  },
};
