import { App } from "cdktf";
import { Settings } from "../../stacks/settings";

const NAMES = ["AWS_REGION", "HA_VPC_ID", "HA_SUBNET_IDS", "HA_IMAGE_ID"];
const before = { ...process.env };

afterEach(() => NAMES.forEach((name) => setOrDelete(name, before[name])));

function setOrDelete(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function settings(env: Record<string, string>, context: Record<string, unknown> = {}) {
  NAMES.forEach((name) => setOrDelete(name, env[name]));
  const { region, vpcId, subnetIds, imageId } = new Settings(new App({ context, skipValidation: true }));
  return { region, vpcId, subnetIds, imageId };
}

const chosen = { AWS_REGION: "eu-west-1", HA_VPC_ID: "vpc-1", HA_SUBNET_IDS: "a, b", HA_IMAGE_ID: "ami-1" };
const context = { region: "eu-north-1", vpcId: "vpc-2", subnetIds: ["c", "d"], imageId: "ami-2" };

test("the environment comes before the context, the context before what is there anyway", () => {
  const fromEnvironment = { region: "eu-west-1", vpcId: "vpc-1", subnetIds: ["a", "b"], imageId: "ami-1" };
  expect(settings(chosen, context)).toEqual(fromEnvironment);
  expect(settings({}, context)).toEqual(context);
  expect(settings({})).toEqual({ region: "us-east-1" });
});

test("an empty variable is none", () => {
  const empty = Object.fromEntries(NAMES.map((name) => [name, ""]));
  expect(settings(empty)).toEqual({ region: "us-east-1" });
  expect(settings(empty, context)).toEqual(context);
});
