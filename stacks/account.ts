import { statSync } from "node:fs";
import { connect } from "node:net";
import { homedir } from "node:os";
import { join } from "node:path";

/** How one sees a pattern at work without an account. */
const WITHOUT_ACCOUNT = "Without an account: `npm run try -- multi-az`.";

/** Any of them means that somebody has thought of credentials, or that a machine's role gives them. */
const CREDENTIALS = [
  "AWS_ACCESS_KEY_ID",
  "AWS_PROFILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
  "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
  "AWS_CONTAINER_CREDENTIALS_FULL_URI",
];

/**
 * What a deployment would stumble over, in words that say what to do; undefined when nothing is in sight. The AWS provider says it
 * too, but only after minutes of trying, and does not know how this project is used.
 */
export async function accountAdvice(env = process.env, home = homedir()): Promise<string | undefined> {
  const endpoint = env.AWS_ENDPOINT_URL;
  if (endpoint !== undefined && endpoint !== "" && !(await answers(endpoint)))
    return `Nothing answers at ${endpoint} (AWS_ENDPOINT_URL). Start the emulator with \`npm run emulator\`, or unset the variable to use your account.`;
  if (hasCredentials(env, home)) return undefined;
  return `No AWS credentials are in sight, and deploy, diff and destroy need them: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (the role of an EC2 instance works, too). ${WITHOUT_ACCOUNT}`;
}

function hasCredentials(env: NodeJS.ProcessEnv, home: string): boolean {
  if (CREDENTIALS.some((name) => (env[name] ?? "") !== "")) return true;
  const files = [
    env.AWS_SHARED_CREDENTIALS_FILE ?? join(home, ".aws", "credentials"),
    env.AWS_CONFIG_FILE ?? join(home, ".aws", "config"),
  ];
  // An empty one, such as /dev/null, is how somebody says that there is none.
  return files.some((file) => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0);
}

/** Whether something accepts connections there. */
function answers(url: string, limitMilliseconds = 2000): Promise<boolean> {
  if (!URL.canParse(url)) return Promise.resolve(false);
  const { hostname, port, protocol } = new URL(url);
  const standard = protocol === "https:" ? 443 : 80;
  // A URL has an IPv6 address in brackets, a socket does not.
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = connect({ host, port: port === "" ? standard : Number(port) });
  return new Promise((resolve) => {
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(limitMilliseconds, () => end(false));
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}
