import { AmiFromInstance } from "@cdktf/provider-aws/lib/ami-from-instance";
import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { choose, hcl, text } from "../definition";
import { FleetInput } from "./inputs";

/** The AMI of a fleet, from whichever source the user gave, looked up before anything is made of it. */
export class Image extends Construct {
  /** Id of the AMI, as known now. */
  readonly id: string;
  /** What the launch template says: the id, or a reference that each launch resolves. */
  readonly launchReference: string;
  /** The AMI looked up: architecture, root device. */
  readonly ami: DataAwsAmi;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: FleetInput,
    private readonly pattern: string,
  ) {
    super(scope, id);
    const { image } = input;
    const parameter = image.ssmParameter.build(this, "parameter", (inner, given) => {
      const lookup = new DataAwsSsmParameter(inner, "Resource", { name: given.name });
      // The provider marks every parameter as a secret; an AMI's id is none, and a plan should show it.
      return { imageId: Token.asString(hcl`nonsensitive(${lookup.value})`) };
    });
    const made = image.fromInstance.build(this, "made", (inner, given) => this.imageOf(inner, given));
    const found = image.id.or(parameter.read((p) => p.imageId).or(made.read((m) => m.id).or("")));
    this.ami = this.lookUp(found);
    this.id = this.ami.id;
    this.launchReference = choose(
      image.ssmParameter.get((given) => given.resolveAtLaunch).or(false),
      text`resolve:ssm:${image.ssmParameter.get((given) => given.name).or("")}`,
      this.id,
    );
  }

  private imageOf(scope: Construct, given: { instanceId: string; revision: string; withoutReboot: unknown }) {
    return new AmiFromInstance(scope, "Resource", {
      name: text`${this.input.name}-${this.pattern}-${given.instanceId}-${given.revision}`,
      sourceInstanceId: given.instanceId,
      snapshotWithoutReboot: given.withoutReboot as boolean,
      tags: this.input.tags,
      // The fleet runs from the old image until it has rolled over to the new one.
      lifecycle: { createBeforeDestroy: true },
    });
  }

  private lookUp(imageId: string): DataAwsAmi {
    return new DataAwsAmi(this, "Resource", {
      filter: [
        { name: "image-id", values: [imageId] },
        { name: "state", values: ["available"] },
      ],
      includeDeprecated: true,
    });
  }
}
