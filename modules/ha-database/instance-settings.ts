import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { ITerraformDependable, TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { lessThan, text } from "../definition";
import { majorVersion, minorParts } from "../database/engine";
import { DatabaseNetwork } from "../database/network";
import { Observation } from "../database/observation";
import { setParameters } from "../database/parameters";
import { HaDatabaseInput, maxStorage } from "./inputs";

/** What the instances stand on. */
export interface Ground {
  readonly network: DatabaseNetwork;
  readonly observation: Observation;
  /** TCP port. */
  readonly port: number;
}

/** What master and replicas have in common; RDS copies little of it from one to the other. */
export function instanceSettings(
  input: HaDatabaseInput,
  { network, observation, port }: Ground,
  version: string,
) {
  return {
    engineVersion: version,
    // A version in full is one that somebody chose; RDS would move on from it in the next window.
    autoMinorVersionUpgrade: lessThan(minorParts(input.engine, version), 1),
    allowMajorVersionUpgrade: input.allowMajorVersionUpgrade,
    applyImmediately: input.maintenance.applyImmediately,
    // Without it a replica is replaced at each plan: RDS gives it its source's encryption anyhow.
    storageEncrypted: true,
    storageType: input.storage.type,
    iops: input.storage.iops.orNull,
    // Where it is set, the provider does not undo what storage has grown by itself.
    maxAllocatedStorage: maxStorage(input.storage),
    port,
    vpcSecurityGroupIds: [network.securityGroup.id],
    publiclyAccessible: false,
    iamDatabaseAuthenticationEnabled: input.iamAuthentication,
    caCertIdentifier: input.caCertificateId.orNull,
    copyTagsToSnapshot: true,
    ...observation.arguments,
    dependsOn: observation.ready,
    tags: input.tags,
  };
}

/** A parameter group for a version of the engine. */
export function parameterGroup(
  scope: Construct,
  id: string,
  input: HaDatabaseInput,
  family: string,
  dependsOn: ITerraformDependable[],
): DbParameterGroup {
  const group = new DbParameterGroup(scope, id, {
    namePrefix: text`${input.name}-`,
    description: text`Parameters of ${input.name}`,
    family,
    tags: input.tags,
    // Of another version it is another group, and one in use cannot be deleted.
    lifecycle: { createBeforeDestroy: true },
    dependsOn,
  });
  setParameters(group, input);
  return group;
}

/** Family of the parameter groups of a version. */
export function familyOf(scope: Construct, { engine }: HaDatabaseInput, version: string): string {
  return new TerraformLocal(scope, "family", text`${engine}${majorVersion(engine, version)}`).asString;
}
