import { ScheduledScaleOutConfig } from "../../modules/scheduled-scale-out/inputs";

const topicArn = "arn:aws:sns:us-east-1:123456789012:alarms";

/** The least that a user has to say, with one window. */
export const smallest: ScheduledScaleOutConfig = {
  name: "web",
  vpcId: "vpc-0a1b2c3d",
  subnetIds: ["subnet-0000000a", "subnet-0000000b", "subnet-0000000c"],
  image: { id: "ami-0a1b2c3d" },
  capacity: { min: 2, max: 12 },
  windows: {
    office: { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", timeZone: "Europe/Berlin", min: 6 },
  },
};

/** Every input of the pattern's own, as far as they go together; those of fleet and load balancer are multi-AZ's to test. */
export const everything: ScheduledScaleOutConfig = {
  ...smallest,
  capacity: { min: 3, max: 40, initial: 5 },
  tags: { team: "orders" },
  windows: {
    office: {
      from: "0 8 * * MON-FRI",
      to: "0 18 * * MON-FRI",
      timeZone: "Europe/Berlin",
      min: 6,
      desired: 8,
    },
    sale: { at: "2040-12-01T06:00:00Z", until: "2040-12-02T20:30:00Z", min: 20 },
    launch: { at: "2020-03-02T06:00:00Z", until: "2020-03-03T06:00:00Z", min: 30, desired: 30 },
  },
  actions: {
    "warm-up": { recurrence: "30 5 1 * *", min: 4, desired: 7 },
    test: { at: "2041-01-06T03:00:00Z", desired: 9 },
  },
  scaling: {
    cpu: { targetPercent: 50 },
    requests: { perTarget: 1000 },
    metrics: {
      queue: {
        namespace: "AWS/SQS",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: "orders" },
        statistic: "Maximum",
        target: 20,
      },
    },
    steps: {
      latency: {
        namespace: "AWS/ApplicationELB",
        metricName: "TargetResponseTime",
        threshold: 0.5,
        comparisonOperator: "GreaterThanThreshold",
        periodSeconds: 120,
        evaluationPeriods: 2,
        adjustmentType: "PercentChangeInCapacity",
        adjustments: [
          { metricIntervalLowerBound: 0, metricIntervalUpperBound: 1, scalingAdjustment: 10 },
          { metricIntervalLowerBound: 1, scalingAdjustment: 50 },
        ],
      },
    },
    predictive: { targetPercent: 40, mode: "ForecastAndScale", schedulingBufferSeconds: 600 },
  },
  alarms: { topicArn, errorPercent: 2, belowFloorMinutes: 20 },
};
