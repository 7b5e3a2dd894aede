import { BootstrapInstanceConfig } from "../../modules/bootstrap-instance/inputs";

const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app-AbCdEf";

/** The least that a user has to say. */
export const smallest: BootstrapInstanceConfig = {
  name: "docs",
  vpcId: "vpc-0a1b2c3d",
  subnetIds: ["subnet-0000000a", "subnet-0000000b"],
  image: { id: "ami-0a1b2c3d" },
  bootstrap: {},
};

/** A bootstrap with all that one can have. */
export const fullBootstrap: BootstrapInstanceConfig["bootstrap"] = {
  updates: "security",
  packages: ["nginx-1.26.3", "git-core"],
  users: ["app"],
  files: {
    "/etc/nginx/conf.d/it's.conf": {
      content: "listen ${PORT} %{x} $y \"quoted\" 'single' \\ ü\n",
      mode: "0640",
      owner: "root:app",
    },
    "/etc/yum.repos.d/own.repo": { content: "[own]\n", beforePackages: true },
    "/opt/app.bin": { contentBase64: "AAECAwT/" },
    "/etc/empty": { content: "" },
  },
  secrets: {
    "/etc/app/password": { arn: SECRET, mode: "0440", owner: "app:app" },
    "/etc/app/token": { arn: "arn:aws:ssm:us-east-1:123456789012:parameter/app/token" },
  },
  source: {
    git: { url: "https://example.com/app.git", revision: "v1.2.3", token: { arn: SECRET } },
    into: "/srv/app",
    owner: "app",
  },
  run: ["echo \"${HOME}\" $(id) '%{x}'", "make install"],
  services: ["app.service", "nginx"],
  ready: { url: "http://localhost:9090/healthz?a='b'", command: "test -e /run/app", timeoutSeconds: 120 },
  timeoutSeconds: 1800,
  logs: { retentionDays: 14 },
  overflow: { bucket: "orders-artifacts", prefix: "plans/" },
};

/** Every optional input given, as far as they go together. */
export const everything: BootstrapInstanceConfig = {
  ...smallest,
  instanceType: "m7i.large",
  rootVolume: { sizeGib: 30 },
  policyArns: { queue: "arn:aws:iam::123456789012:policy/queue" },
  permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
  securityGroupIds: ["sg-0a1b2c3d"],
  egress: { https: { port: 443, cidr: "10.0.0.0/8" } },
  health: { graceSeconds: 60, warmupSeconds: 30 },
  rollout: { mode: "replace", waitMinutes: 60, stopOn: { alarmNames: ["docs-errors"] } },
  maxInstanceLifetimeDays: 30,
  warmPool: { state: "Stopped", minSize: 1, reuseOnScaleIn: true },
  metadataHopLimit: 2,
  tags: { team: "orders" },
  bootstrap: fullBootstrap,
  capacity: { min: 2, max: 6 },
  port: 9090,
  healthCheck: { path: "/ready", intervalSeconds: 15, timeoutSeconds: 4 },
  loadBalancer: {
    internal: false,
    https: { certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/docs" },
    allowedCidrs: ["203.0.113.0/24"],
    deletionProtection: false,
    accessLogs: { bucket: "orders-logs" },
    webAcl: { arn: "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/docs/1" },
    stickiness: { durationSeconds: 600 },
  },
  alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms" },
};
