import { LaunchTemplate, LaunchTemplateConfig } from "@cdktf/provider-aws/lib/launch-template";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { choose, equal, hcl, text } from "../definition";
import { Image } from "./image";
import { FleetInput } from "./inputs";
import { InstanceRole } from "./instance-role";
import { InstanceSecurityGroup } from "./instance-security-group";
import { FleetTags } from "./tags";
import { UserData } from "./user-data";

/** What a launch template is made of. */
export interface LaunchTemplateParts {
  readonly image: Image;
  readonly role: InstanceRole;
  readonly securityGroup: InstanceSecurityGroup;
  readonly userData: UserData;
  /** Tags of volumes and network interfaces. */
  readonly tags: FleetTags;
}

/** The launch template: IMDSv2 only, an encrypted gp3 root volume, and no SSH key. */
export function launchTemplate(
  scope: Construct,
  id: string,
  input: FleetInput,
  parts: LaunchTemplateParts,
): LaunchTemplate {
  const template = new LaunchTemplate(scope, id, {
    namePrefix: text`${input.name}-`,
    description: text`Instances of ${input.name}`,
    updateDefaultVersion: true,
    imageId: parts.image.launchReference,
    instanceType: input.instanceType,
    iamInstanceProfile: { arn: parts.role.profile.arn },
    vpcSecurityGroupIds: Token.asList(
      hcl`concat([${parts.securityGroup.group.id}], ${input.securityGroupIds})`,
    ),
    userData: parts.userData.base64,
    monitoring: { enabled: true },
    metadataOptions: metadata(input, parts.tags),
    blockDeviceMappings: [rootVolume(input, parts.image)],
    tagSpecifications: ["volume", "network-interface"].map((resourceType) => ({
      resourceType,
      tags: parts.tags.all,
    })),
    tags: input.tags,
    lifecycle: { createBeforeDestroy: true },
  });
  addHibernation(template, input);
  return template;
}

/**
 * An instance can only go to sleep when it was launched for it. The block is there without a warm pool, too, so that
 * one of another kind makes no new version, which would replace every instance. With mixed instances, which have no
 * warm pool, it is not there: the provider takes their policy away from a group only together with a new version.
 */
function addHibernation(template: LaunchTemplate, input: FleetInput): void {
  const configured = input.warmPool.get((pool) => equal(pool.state, "Hibernated")).or(false);
  input.mixedInstances.blockInstead(template, "hibernation_options", { configured });
}

function metadata(input: FleetInput, tags: FleetTags): LaunchTemplateConfig["metadataOptions"] {
  return {
    httpEndpoint: "enabled",
    httpTokens: "required",
    httpPutResponseHopLimit: input.metadataHopLimit,
    instanceMetadataTags: choose(tags.areShowable, "enabled", "disabled"),
  };
}

function rootVolume(input: FleetInput, image: Image) {
  return {
    deviceName: image.ami.rootDeviceName,
    ebs: {
      volumeType: "gp3",
      // Zero is the provider's word for the image's own size; what is left out stays as it was.
      volumeSize: input.rootVolume.sizeGib.or(0),
      encrypted: "true",
      kmsKeyId: input.rootVolume.kmsKeyArn.orNull,
      deleteOnTermination: "true",
    },
  };
}
