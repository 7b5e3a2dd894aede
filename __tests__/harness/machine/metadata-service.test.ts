import { InstanceMetadata } from "../../../harness/machine/instance-metadata";
import { MetadataService, startMetadataService } from "../../../harness/machine/metadata-service";

const instance: InstanceMetadata = {
  instanceId: "i-0abc",
  availabilityZone: "eu-central-1b",
  tags: { "aws:autoscaling:groupName": "web" },
  targetLifecycleState: "InService",
  role: { name: "web", credentials: { accessKeyId: "ASIA1", secretAccessKey: "secret", token: "session" } },
};

let service: MetadataService;
beforeEach(async () => {
  service = await startMetadataService(instance);
});
afterEach(() => service.stop());

const ask = async (method: string, path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${service.url}/latest/${path}`, { method, headers });
  return { status: response.status, text: await response.text() };
};
const token = async (seconds = "60") =>
  (await ask("PUT", "api/token", { "X-aws-ec2-metadata-token-ttl-seconds": seconds })).text;
const read = async (path: string) =>
  ask("GET", `meta-data/${path}`, { "X-aws-ec2-metadata-token": await token() });

test.each([
  ["instance-id", "i-0abc"],
  ["placement/availability-zone", "eu-central-1b"],
  ["placement/region", "eu-central-1"],
  ["tags/instance/aws:autoscaling:groupName", "web"],
  ["autoscaling/target-lifecycle-state", "InService"],
  ["iam/security-credentials/", "web"],
  ["placement", "availability-zone\nregion"],
  ["", "autoscaling/\niam/\ninstance-id\nplacement/\ntags/"],
])("says %s with a token", async (path, text) => {
  await expect(read(path)).resolves.toEqual({ status: 200, text });
});

test("says that EC2 will interrupt it as soon as that is so", async () => {
  expect((await read("spot/instance-action")).status).toBe(404);
  service.change({ spotInterruption: new Date("2030-01-02T03:04:05.678Z") });
  expect(JSON.parse((await read("spot/instance-action")).text)).toEqual({
    action: "terminate",
    time: "2030-01-02T03:04:05Z",
  });
});

test("gives the role's credentials for the next hours", async () => {
  const document = JSON.parse((await read("iam/security-credentials/web")).text) as Record<string, string>;
  expect(document).toMatchObject({
    Code: "Success",
    AccessKeyId: "ASIA1",
    SecretAccessKey: "secret",
    Token: "session",
  });
  expect(document["Expiration"]).toMatch(/^[\d-]+T[\d:]+Z$/);
  expect(Date.parse(document["Expiration"]!)).toBeGreaterThan(Date.now() + 3600_000);
});

test("refuses who has no token, an invented one, or came through a proxy", async () => {
  expect((await ask("GET", "meta-data/instance-id")).status).toBe(401);
  expect((await ask("GET", "meta-data/instance-id", { "X-aws-ec2-metadata-token": "invented" })).status).toBe(
    401,
  );
  const headers = { "X-aws-ec2-metadata-token": await token(), "X-Forwarded-For": "10.0.0.1" };
  expect((await ask("GET", "meta-data/instance-id", headers)).status).toBe(403);
});

test("a token needs PUT and a lifetime, and ends", async () => {
  expect((await ask("PUT", "api/token")).status).toBe(400);
  for (const seconds of ["0", "21601", "soon"]) expect(await token(seconds)).toBe("Bad Request");
  expect((await ask("GET", "api/token")).status).toBe(405);
  const short = { "X-aws-ec2-metadata-token": await token("1") };
  expect((await ask("GET", "meta-data/instance-id", short)).status).toBe(200);
  jest.spyOn(Date, "now").mockReturnValue(Date.now() + 1001);
  expect((await ask("GET", "meta-data/instance-id", short)).status).toBe(401);
  jest.restoreAllMocks();
});

test("what is absent is 404, and what changes is seen at once", async () => {
  for (const path of ["spot/instance-action", "instance", "placement/region/", "tags/instance/Name"]) {
    expect((await read(path)).status).toBe(404);
  }
  service.change({ targetLifecycleState: "Warmed:Stopped", tags: undefined });
  expect((await read("autoscaling/target-lifecycle-state")).text).toBe("Warmed:Stopped");
  expect((await read("tags/instance")).status).toBe(404);
  expect((await read("instance-id")).text).toBe("i-0abc");
});

test("fails as often as it is told to, tokens too, and keeps the record of it", async () => {
  const headers = { "X-aws-ec2-metadata-token": await token() };
  service.failNext(2);
  expect((await ask("PUT", "api/token")).status).toBe(503);
  expect((await ask("GET", "meta-data/instance-id", headers)).status).toBe(503);
  expect((await ask("GET", "meta-data/instance-id", headers)).status).toBe(200);
  expect(service.requests.map(({ status }) => status)).toEqual([200, 503, 503, 200]);
});

test("asks its source anew at each request", async () => {
  let zone = "us-east-1a";
  const asking = await startMetadataService(async () => ({ instanceId: "i-1", availabilityZone: zone }));
  zone = "us-east-1b";
  await expect(asking.metadata()).resolves.toMatchObject({ availabilityZone: "us-east-1b" });
  await asking.stop();
  await asking.stop();
});
