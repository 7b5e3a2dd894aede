import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { FloatingInterfaceStack } from "./floating-interface";
import { FloatingIpStack } from "./floating-ip";
import { HaDatabaseStack } from "./ha-database";
import { HaDatabaseClusterStack } from "./ha-database-cluster";
import { BootstrapInstanceStack } from "./bootstrap-instance";
import { JobObserverStack } from "./job-observer";
import { MultiAzStack } from "./multi-az";
import { ScheduledScaleOutStack } from "./scheduled-scale-out";
import { StateSharingStack } from "./state-sharing";

/** One small, real stack for each pattern, by the name that `cdktf deploy` takes. */
export const stacks: Readonly<Record<string, new (scope: Construct, id: string) => TerraformStack>> = {
  "multi-az": MultiAzStack,
  "ha-database": HaDatabaseStack,
  "ha-database-cluster": HaDatabaseClusterStack,
  "floating-ip": FloatingIpStack,
  "floating-interface": FloatingInterfaceStack,
  "state-sharing": StateSharingStack,
  "scheduled-scale-out": ScheduledScaleOutStack,
  "job-observer": JobObserverStack,
  "bootstrap-instance": BootstrapInstanceStack,
};
