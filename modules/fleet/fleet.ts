import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Rule } from "../definition";
import { SubnetLookup } from "../network/subnet-lookup";
import { fleetGroup, GroupOptions } from "./group";
import { Image } from "./image";
import { FleetInput } from "./inputs";
import { InstanceRole } from "./instance-role";
import { InstanceSecurityGroup } from "./instance-security-group";
import { InstanceTypes } from "./instance-types";
import { launchTemplate } from "./launch-template";
import { FleetTags } from "./tags";
import { UserData } from "./user-data";

/**
 * What is known of a fleet before anything of it exists: the image, its instance types, its subnets and its user
 * data, looked up and with the rules over them.
 */
export class FleetLookup extends Construct {
  readonly subnets: SubnetLookup;
  readonly image: Image;
  readonly instanceTypes: InstanceTypes;
  readonly userData: UserData;
  /** What has to hold before anything is created. */
  readonly rules: Rule[];

  constructor(scope: Construct, id: string, input: FleetInput) {
    super(scope, id);
    this.subnets = new SubnetLookup(this, "subnet", "subnetIds", input.subnetIds);
    this.image = new Image(this, "image", input);
    this.instanceTypes = new InstanceTypes(this, "instance_type", input);
    this.userData = new UserData(this, "user_data", input.userData);
    this.rules = [
      this.subnets.oneForEachZone(),
      this.subnets.inVpc(input.vpcId),
      this.instanceTypes.fitImage(this.image.ami),
      this.instanceTypes.offeredIn(this.subnets.zones),
      this.userData.fits(),
    ];
  }
}

/** A fleet: launch template, Auto Scaling group, role and security group. */
export class Fleet extends Construct {
  readonly role: InstanceRole;
  readonly securityGroup: InstanceSecurityGroup;
  readonly launchTemplate: LaunchTemplate;
  private readonly tags: FleetTags;

  /**
   * @param passed What the fleet's resources wait for: the guard over its lookup's rules.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly input: FleetInput,
    private readonly lookup: FleetLookup,
    passed: ITerraformDependable[],
  ) {
    super(scope, id);
    this.role = new InstanceRole(this, "role", input, passed);
    this.securityGroup = new InstanceSecurityGroup(this, "security_group", input, passed);
    this.tags = new FleetTags(this, "default_tags", input.name, input.tags);
    this.launchTemplate = launchTemplate(this, "template", input, {
      image: lookup.image,
      role: this.role,
      securityGroup: this.securityGroup,
      userData: lookup.userData,
      tags: this.tags.all,
    });
  }

  /** Starts the instances. Apart from the rest, since a load balancer needs the fleet's security group first. */
  start(options: GroupOptions): AutoscalingGroup {
    const parts = {
      template: this.launchTemplate,
      instanceTypes: this.lookup.instanceTypes.types,
      tags: this.tags.all,
    };
    return fleetGroup(this, "group", this.input, parts, {
      ...options,
      dependsOn: [...options.dependsOn, ...this.role.attachments],
    });
  }
}
