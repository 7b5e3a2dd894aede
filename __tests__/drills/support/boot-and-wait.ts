import { bootMachine } from "../../../harness/machine/machine";
import { startMetadataService } from "../../../harness/machine/metadata-service";

/** Boots a machine, prints its name and waits to be killed. */
async function main(): Promise<void> {
  const metadata = await startMetadataService({ instanceId: "i-1", availabilityZone: "us-east-1a" });
  const machine = await bootMachine({ userData: "#cloud-config\n{}", metadata });
  process.stdout.write(machine.name);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
