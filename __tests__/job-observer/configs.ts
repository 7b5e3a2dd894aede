import { JobObserverConfig } from "../../modules/job-observer/inputs";

/** The least that a user has to say. */
export const smallest: JobObserverConfig = {
  name: "thumbs",
  vpcId: "vpc-0a1b2c3d",
  subnetIds: ["subnet-0000000a", "subnet-0000000b"],
  image: { id: "ami-0a1b2c3d" },
  job: { secondsPerJob: 10, acceptableLatencySeconds: 900 },
  worker: { command: "/opt/app/thumbnail" },
};

/** Every input of the pattern's own, as far as they go together; those of fleet and bootstrap are other patterns' to test. */
export const everything: JobObserverConfig = {
  ...smallest,
  job: {
    secondsPerJob: 2.5,
    acceptableLatencySeconds: 7200,
    perWorker: 4,
    timeoutSeconds: 1800,
    maxAttempts: 2,
    retrySeconds: 60,
  },
  queue: {
    fifo: { contentBasedDeduplication: true, highThroughput: false },
    kmsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/jobs",
    retentionDays: 13,
  },
  worker: {
    command: "./work --message '${JOB_ID}' \"$JOB_ATTEMPT\" %{x}",
    user: "app",
    environment: { LEVEL: "debug", NOTE: 'it\'s "${HOME}"' },
    leaseSeconds: 60,
  },
  bootstrap: {
    packages: ["ImageMagick"],
    users: ["images"],
    services: ["cache.service"],
    source: { git: { url: "https://example.com/app.git", revision: "v1" }, into: "/srv/app" },
    logs: { retentionDays: 7 },
  },
  workers: { min: 1, max: 50, startSeconds: 600 },
  scaleIn: { idleSeconds: 900, busyPercent: 60 },
  drainSeconds: 900,
  alarms: { topicArn: "arn:aws:sns:us-east-1:123456789012:alarms" },
  tags: { team: "orders" },
};
