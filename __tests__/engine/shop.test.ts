import { requireTool, useEmulator } from "../../harness/jest";
import { essenceOf, managedIn } from "../support/essence";
import { terraformShop, typescriptShop } from "../support/shop-roots";

requireTool("terraform");
const emulator = useEmulator();

/** Nothing of it exists: neither the network nor what its ids are given to. */
test("both sources of the shop can be planned at once, and plan the same resources with the same values", async () => {
  const roots = await Promise.all([typescriptShop(emulator().url), terraformShop(emulator().url)]);
  const plans = await Promise.all(roots.map(async (terraform) => (await terraform.plan()).json()));
  const [typescript, terraform] = plans.map((plan) => essenceOf(managedIn(plan.planned_values.root_module)));
  expect(typescript).toEqual(terraform);
  expect(Object.keys(typescript!).length).toBeGreaterThan(40);
});
