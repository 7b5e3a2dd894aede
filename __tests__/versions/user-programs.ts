/**
 * What a TypeScript user types after `npm install`: a stack for each pattern whose construct brings programs of other
 * languages, one without, and an input that is refused.
 */
export const PATTERNS_PROGRAM = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { BootstrapInstance, FloatingInterface, InputError, JobObserver, MultiAz, MultiAzConfig } from "aws-ha-patterns";

const place = {
  vpcId: process.env.VPC_ID ?? "vpc-12345678",
  subnetIds: (process.env.SUBNET_IDS ?? "subnet-11111111,subnet-22222222").split(","),
  image: { id: process.env.IMAGE_ID ?? "ami-12345678" },
};
const config: MultiAzConfig = { ...place, name: "web", capacity: { needed: 4 }, loadBalancer: { deletionProtection: false } };

const app = new App();
class Base extends TerraformStack {
  constructor(id: string) {
    super(app, id);
    new AwsProvider(this, "aws", { region: "us-east-1", maxRetries: 2 });
  }
}

const stack = new Base("web");
const web = new MultiAz(stack, "web", config);
const url: string = web.url;
new TerraformOutput(stack, "url", { value: url, staticId: true });
new BootstrapInstance(new Base("docs"), "docs", { ...place, name: "docs", bootstrap: { packages: ["nginx"] } });
new JobObserver(new Base("jobs"), "jobs", {
  ...{ ...place, name: "jobs", worker: { command: "true" } },
  job: { secondsPerJob: 10, acceptableLatencySeconds: 900 },
});
new FloatingInterface(new Base("proxy"), "proxy", {
  ...{ name: "proxy", active: "blue", privateIp: "172.31.0.200", subnetId: place.subnetIds[0]! },
  members: { blue: { instanceId: "i-0000000b" }, green: { instanceId: "i-0000000c" } },
  securityGroupIds: ["sg-0a1b2c3d"],
});
try {
  new MultiAz(stack, "bad", { ...config, capacity: { needed: 0 } });
} catch (error) {
  if (error instanceof InputError) console.error("refused: " + error.message);
}
app.synth();
`;

/** The stacks of that program. */
export const STACKS = ["web", "docs", "jobs", "proxy"];

/** What the author of a web application types: no cdktf, and the drivers are the application's own. */
export const STATE_STORE_PROGRAM = `
import { DynamoDB } from "@aws-sdk/client-dynamodb";
import session from "express-session";
import { createClient } from "redis";
import { Session, sessionStore, StateStore, StateStoreError } from "aws-ha-patterns/state-store";

const states = new StateStore<Session>({
  table: { client: new DynamoDB({ region: "us-east-1" }), name: "sessions" },
  cache: { client: createClient({ url: "redis://127.0.0.1:9" }), prefix: "sess:" },
});
const store: session.Store = sessionStore(session, states);
const loaded = Object.keys(require.cache).filter((name) => /node_modules.(@?cdkt[fn]|zod)\\b/.test(name));
console.log(JSON.stringify({ get: typeof store.get, error: new StateStoreError("x").name, loaded }));
`;
