import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { choose, equal, Maybe, text } from "../definition";
import { trust } from "../fleet/instance-role";
import { DatabaseInput } from "./inputs";

/** What RDS shows of the inside of its instances, as arguments of an instance or of a cluster. */
export interface ObservationArguments {
  readonly monitoringInterval: number | undefined;
  readonly monitoringRoleArn: string | undefined;
  readonly performanceInsightsEnabled: true | undefined;
  readonly performanceInsightsRetentionPeriod: number | undefined;
  readonly performanceInsightsKmsKeyId: string | undefined;
  readonly databaseInsightsMode: string | undefined;
  readonly enabledCloudwatchLogsExports: string[];
}

/** Enhanced Monitoring with its role, Database Insights and log exports. */
export class Observation extends Construct {
  readonly arguments: ObservationArguments;
  /** What has to stand before an instance that is to be monitored. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, input: DatabaseInput, passed: ITerraformDependable[]) {
    super(scope, id);
    const monitoring = input.monitoring.build(this, "monitoring", (inner) =>
      monitoringRole(inner, input, passed),
    );
    this.ready = monitoring.dependency(({ attachment }) => attachment);
    this.arguments = {
      monitoringInterval: input.monitoring.get(({ intervalSeconds }) => intervalSeconds).orNull,
      monitoringRoleArn: monitoring.read(({ role }) => role.arn).orNull,
      ...databaseInsights(input.databaseInsights, input.kmsKeyArn),
      enabledCloudwatchLogsExports: input.logExports,
    };
  }
}

/** "Database Insights", CloudWatch user guide: the advanced mode asks for 465 days or more. */
function databaseInsights(mode: Maybe<"standard" | "advanced">, kmsKeyArn: Maybe<string>) {
  return {
    performanceInsightsEnabled: mode.map(() => true as const).orNull,
    performanceInsightsRetentionPeriod: mode.map((one) => choose(equal(one, "advanced"), 465, 7)).orNull,
    performanceInsightsKmsKeyId: mode.map(() => kmsKeyArn.orNull).orNull,
    databaseInsightsMode: mode.orNull,
  };
}

function monitoringRole(scope: Construct, input: DatabaseInput, dependsOn: ITerraformDependable[]) {
  const { partition } = new DataAwsPartition(scope, "partition");
  const role = new IamRole(scope, "role", {
    namePrefix: text`${input.name}-monitoring-`,
    description: text`Enhanced Monitoring of ${input.name}`,
    assumeRolePolicy: trust("monitoring.rds.amazonaws.com"),
    permissionsBoundary: input.permissionsBoundaryArn.orNull,
    tags: input.tags,
    dependsOn,
  });
  const attachment = new IamRolePolicyAttachment(scope, "policy", {
    role: role.name,
    policyArn: text`arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
  });
  return { role, attachment };
}
