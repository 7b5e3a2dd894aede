import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Bootstrap } from "../bootstrap/bootstrap";
import { BootstrapDocument } from "../bootstrap/document";
import { OwnSteps } from "../bootstrap/plan";
import { Built, Rule } from "../definition";
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
  /** Tags of instances and volumes. */
  readonly tags: FleetTags;
  /** The texts of the bootstrap, where there is one. */
  readonly document: Built<BootstrapDocument>;
  /** What has to hold before anything is created. */
  readonly rules: Rule[];

  /**
   * @param pattern Name of the pattern: fleets of several patterns may have one name, and share nothing.
   * @param steps What the pattern itself does to its instances, as a part of their bootstrap.
   */
  constructor(scope: Construct, id: string, input: FleetInput, pattern: string, steps?: OwnSteps) {
    super(scope, id);
    this.subnets = new SubnetLookup(this, "subnet", "subnetIds", input.subnetIds);
    this.image = new Image(this, "image", input, pattern);
    this.instanceTypes = new InstanceTypes(this, "instance_type", input);
    this.tags = new FleetTags(this, "default_tags", input.name, input.tags);
    const owner = { pattern, name: input.name, warmPool: input.warmPool.isGiven, steps };
    this.document = input.bootstrap.build(
      this,
      "bootstrap",
      (inner, given) => new BootstrapDocument(inner, "Resource", owner, given),
    );
    this.userData = new UserData(this, "user_data", {
      own: input.userData,
      bootstrap: this.document.read(({ userData }) => userData),
      shortBootstrap: this.document.read(({ shortUserData }) => shortUserData),
    });
    this.rules = [
      this.subnets.oneForEachZone(),
      this.subnets.inVpc(input.vpcId),
      this.instanceTypes.fitImage(this.image.ami),
      this.instanceTypes.offeredIn(this.subnets.zones),
      this.userData.fits(),
      ...input.bootstrap.rules(() => [this.tags.showable()]),
    ];
  }
}

/** A fleet: launch template, Auto Scaling group, role and security group. */
export class Fleet extends Construct {
  readonly role: InstanceRole;
  readonly securityGroup: InstanceSecurityGroup;
  readonly launchTemplate: LaunchTemplate;
  /** What the bootstrap needs, where there is one. */
  readonly bootstrap: Built<Bootstrap>;

  /**
   * @param passed What the fleet's resources wait for: the guard over its lookup's rules.
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly input: FleetInput,
    readonly lookup: FleetLookup,
    passed: ITerraformDependable[],
  ) {
    super(scope, id);
    this.role = new InstanceRole(this, "role", input, passed);
    this.securityGroup = new InstanceSecurityGroup(this, "security_group", input, passed);
    this.bootstrap = this.supportBootstrap(passed);
    this.launchTemplate = launchTemplate(this, "template", input, {
      image: lookup.image,
      role: this.role,
      securityGroup: this.securityGroup,
      userData: lookup.userData,
      tags: lookup.tags,
    });
  }

  private supportBootstrap(passed: ITerraformDependable[]): Built<Bootstrap> {
    const { document } = this.lookup;
    const subjects = {
      name: this.input.name,
      role: this.role.role,
      plan: document.read(({ plan }) => plan).or(""),
      planKey: document.read(({ planKey }) => planKey).or(""),
      logGroupName: document.read(({ logGroupName }) => logGroupName).or(""),
      tags: this.input.tags,
      passed,
    };
    return this.input.bootstrap.build(
      this,
      "bootstrap",
      (inner, given) => new Bootstrap(inner, "Resource", given, subjects),
    );
  }

  /** Starts the instances. Apart from the rest, since a load balancer needs the fleet's security group first. */
  start(options: GroupOptions): AutoscalingGroup {
    const parts = {
      template: this.launchTemplate,
      instanceTypes: this.lookup.instanceTypes.types,
      tags: this.lookup.tags.all,
      role: this.role.role,
    };
    return fleetGroup(this, "group", this.input, parts, {
      ...options,
      dependsOn: [
        ...options.dependsOn,
        ...this.role.attachments,
        ...this.bootstrap.dependency(({ ready }) => ready),
      ],
    });
  }
}
