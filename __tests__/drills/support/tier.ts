import { amazonLinux, defaultNetwork } from "../../../harness/account";
import { Emulator } from "../../../harness/emulator";
import { Json } from "../../../harness/terraform-types";

/** What every tier in the emulator's default VPC is given. */
export async function tierIn(emulator: Emulator, zones: string[]): Promise<Record<string, Json>> {
  const { vpcId, subnets } = await defaultNetwork(emulator);
  return {
    name: "web",
    vpc_id: vpcId,
    subnet_ids: zones.map((zone) => subnets[zone]!),
    image: { id: await amazonLinux(emulator, "x86_64") },
    load_balancer: { deletion_protection: false },
  };
}
