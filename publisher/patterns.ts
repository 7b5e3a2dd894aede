import { BootstrapInstance } from "../modules/bootstrap-instance/bootstrap-instance";
import { inputs as bootstrapInstance } from "../modules/bootstrap-instance/inputs";
import { FloatingInterface } from "../modules/floating-interface/floating-interface";
import { inputs as floatingInterface } from "../modules/floating-interface/inputs";
import { FloatingIp } from "../modules/floating-ip/floating-ip";
import { inputs as floatingIp } from "../modules/floating-ip/inputs";
import { Inputs } from "../modules/definition";
import { snakeCase } from "../modules/definition/names";
import { InputSchema } from "../modules/definition/schema";
import { inputs as haDatabase } from "../modules/ha-database/inputs";
import { inputs as haDatabaseCluster } from "../modules/ha-database-cluster/inputs";
import { HaDatabaseCluster } from "../modules/ha-database-cluster/ha-database-cluster";
import { HaDatabase } from "../modules/ha-database/ha-database";
import { inputs as jobObserver } from "../modules/job-observer/inputs";
import { JobObserver } from "../modules/job-observer/job-observer";
import { inputs as multiAz } from "../modules/multi-az/inputs";
import { MultiAz } from "../modules/multi-az/multi-az";
import { inputs as scheduledScaleOut } from "../modules/scheduled-scale-out/inputs";
import { ScheduledScaleOut } from "../modules/scheduled-scale-out/scheduled-scale-out";
import { inputs as stateSharing } from "../modules/state-sharing/inputs";
import { StateSharing } from "../modules/state-sharing/state-sharing";
import { Pattern } from "./pattern";

/** Terraform 1.11 and OpenTofu 1.11 are the first with write-only arguments, which take ephemeral values. */
const WITH_EPHEMERAL_VALUES = ">= 1.11.0";

/** Every pattern that is published, in the order of the README. */
export const patterns: readonly Pattern[] = [
  patternOf(MultiAz, multiAz),
  patternOf(HaDatabase, haDatabase, WITH_EPHEMERAL_VALUES),
  patternOf(HaDatabaseCluster, haDatabaseCluster, WITH_EPHEMERAL_VALUES),
  patternOf(FloatingIp, floatingIp),
  patternOf(FloatingInterface, floatingInterface),
  patternOf(StateSharing, stateSharing),
  patternOf(ScheduledScaleOut, scheduledScaleOut),
  patternOf(JobObserver, jobObserver),
  patternOf(BootstrapInstance, bootstrapInstance),
];

/** The pattern `MultiAz` is `multi-az`, in the folder `modules/multi-az`. */
function patternOf<S extends InputSchema>(
  construct: Pattern["construct"],
  inputs: Inputs<S>,
  requiredVersion?: string,
): Pattern {
  const name = snakeCase(inputs.name).replaceAll("_", "-");
  // The publisher hands an input to a rule only through the schema that the rules were written for.
  return { name, directory: `modules/${name}`, inputs: inputs as never, construct, requiredVersion };
}
