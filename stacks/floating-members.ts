import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Fn } from "cdktf";
import { Construct } from "constructs";
import { AMAZON_LINUX } from "./instances";
import { Settings } from "./settings";

const INSTANCE_TYPE = "t3.small";

/** The instances between which something floats, each by its name. */
export class FloatingMembers extends Construct {
  readonly instances: Readonly<Record<string, Instance>>;

  /**
   * @param subnetIds By the names of the members.
   */
  constructor(
    scope: Construct,
    id: string,
    { imageId }: Settings,
    subnetIds: Readonly<Record<string, string>>,
  ) {
    super(scope, id);
    const newest = () => new DataAwsSsmParameter(this, "image", { name: AMAZON_LINUX }).value;
    const ami = imageId ?? (Fn.nonsensitive(newest()) as string);
    const entries = Object.entries(subnetIds).map(([name, subnetId]) => [
      name,
      new Instance(this, name, {
        ami,
        instanceType: INSTANCE_TYPE,
        subnetId,
        metadataOptions: { httpTokens: "required" },
        rootBlockDevice: { encrypted: true },
        tags: { Name: name },
        // A newer image must not replace a member that holds what floats.
        lifecycle: { ignoreChanges: ["ami"] },
      }),
    ]);
    this.instances = Object.fromEntries(entries) as Record<string, Instance>;
  }

  /** The ids of the instances by their names. */
  get ids(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.instances).map(([name, { id }]) => [name, id]));
  }
}
