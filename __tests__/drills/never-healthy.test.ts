import { useEmulator } from "../../harness/jest";
import { ModuleUnderDrill } from "./support/module-under-drill";
import { tierIn } from "./support/tier";

const ZONES = ["us-east-1a", "us-east-1b"];
const emulator = useEmulator();

test("apply fails when the minimum does not come into service, and the next apply repairs it", async () => {
  const tier = await ModuleUnderDrill.of(emulator(), "multi-az", {
    ...(await tierIn(emulator(), ZONES)),
    capacity: { needed: 1 },
    rollout: { wait_minutes: 1 },
  });
  for (const zone of ZONES) await emulator().zoneDown(zone);
  await expect(tier.apply()).rejects.toThrow(/Auto Scaling Group.*capacity/s);
  const broken = Object.keys((await emulator().state()).groups);
  expect(broken).toHaveLength(1);

  for (const zone of ZONES) await emulator().zoneUp(zone);
  await tier.apply();
  const { groups, targetGroups } = await emulator().state();
  expect(Object.keys(groups)).toHaveLength(1);
  expect(Object.keys(groups)).not.toEqual(broken);
  expect(
    Object.values(targetGroups)
      .flat()
      .map(({ health }) => health),
  ).toEqual(["healthy", "healthy"]);
  await tier.expectNothingToDo();
  await tier.destroy();
});
