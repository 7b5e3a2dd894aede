import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { FisExperimentTemplate } from "@cdktf/provider-aws/lib/fis-experiment-template";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { byIndex, EACH_KEY, hcl, repeat, text } from "../definition";
import { trust } from "../fleet/instance-role";
import { SubnetLookup } from "../network/subnet-lookup";
import { MultiAzInput } from "./inputs";

/** What a drill takes away, and from which group. */
export interface DrillSubjects {
  readonly group: AutoscalingGroup;
  readonly subnets: SubnetLookup;
  /** What the drill waits for: the guard over the lookups' rules. */
  readonly passed: ITerraformDependable[];
}

/**
 * One experiment for each zone: it terminates every instance of the group there, and the stop condition ends it when
 * the tier suffers. It does to a real account what the drill of the tests does to the emulator.
 */
export class ZoneLossDrill extends Construct {
  /** Id of the experiment template for each zone. */
  readonly templateIds: Record<string, string>;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: MultiAzInput,
    private readonly subjects: DrillSubjects,
    stopAlarmArn: string,
  ) {
    super(scope, id);
    const template = this.template(this.role(), stopAlarmArn);
    this.templateIds = Token.asStringMap(
      hcl`{ for index, template in ${template.fqn} : element(${subjects.subnets.zones}, index) => template.id }`,
    );
  }

  /** It may terminate the instances of this group, and no others. */
  private role(): IamRole {
    const role = new IamRole(this, "role", {
      namePrefix: text`${this.input.name}-drill-`,
      description: text`Takes instances of ${this.input.name} away in a drill`,
      assumeRolePolicy: trust("fis.amazonaws.com"),
      permissionsBoundary: this.input.permissionsBoundaryArn.orNull,
      tags: this.input.tags,
      dependsOn: this.subjects.passed,
    });
    const policy = hcl`jsonencode({
      Version = "2012-10-17",
      Statement = [
        { Effect = "Allow", Action = "ec2:DescribeInstances", Resource = "*" },
        { Effect = "Allow", Action = "ec2:TerminateInstances", Resource = "*",
          Condition = { StringEquals = { "aws:ResourceTag/aws:autoscaling:groupName" = ${this.subjects.group.name} } } }
      ]
    })`;
    new IamRolePolicy(this, "policy", { role: role.name, name: "terminate", policy: Token.asString(policy) });
    return role;
  }

  private template(role: IamRole, stopAlarmArn: string): FisExperimentTemplate {
    const zone = this.subjects.subnets.zoneAt(EACH_KEY);
    const template = new FisExperimentTemplate(this, "template", {
      description: text`${this.input.name} loses all its instances in ${zone}`,
      roleArn: role.arn,
      stopCondition: [{ source: "aws:cloudwatch:alarm", value: stopAlarmArn }],
      action: [
        {
          name: "terminate",
          actionId: "aws:ec2:terminate-instances",
          target: { key: "Instances", value: "zone" },
        },
      ],
      target: [
        {
          name: "zone",
          resourceType: "aws:ec2:instance",
          selectionMode: "ALL",
          resourceTag: [{ key: "aws:autoscaling:groupName", value: this.subjects.group.name }],
          filter: [
            { path: "Placement.AvailabilityZone", values: [zone] },
            { path: "State.Name", values: ["running"] },
          ],
        },
      ],
      tags: Token.asStringMap(
        hcl`merge({ Name = "\${${this.input.name}}-\${${zone}}" }, ${this.input.tags})`,
      ),
    });
    repeat(template, byIndex(this.input.subnetIds));
    return template;
  }
}
