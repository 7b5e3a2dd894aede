import { requireTool, useEmulator } from "../../harness/jest";
import { Json, PlanJson, StateModule } from "../../harness/terraform-types";
import { terraformShop, typescriptShop } from "../support/shop-roots";

requireTool("terraform");
const emulator = useEmulator();

/** Planned resources, by their types: what is known of each, spelled one way and in one order. */
type Planned = Record<string, string[]>;

/** Nothing of it exists: neither the network nor what its ids are given to. */
test("both sources of the shop can be planned at once, and plan the same resources with the same values", async () => {
  const roots = await Promise.all([typescriptShop(emulator().url), terraformShop(emulator().url)]);
  const plans = await Promise.all(roots.map(async (terraform) => (await terraform.plan()).json()));
  const [typescript, terraform] = plans.map(({ planned_values: { root_module } }: PlanJson) =>
    plannedIn(root_module),
  );
  expect(typescript).toEqual(terraform);
  expect(Object.keys(typescript!).length).toBeGreaterThan(40);
});

function plannedIn(module: StateModule): Planned {
  const planned: Planned = {};
  for (const { type, values } of managed(module))
    (planned[type] ??= []).push(JSON.stringify(comparable(type, values)));
  for (const all of Object.values(planned)) all.sort();
  return planned;
}

function managed({ resources = [], child_modules: children = [] }: StateModule) {
  const own = resources.filter(({ mode }) => mode === "managed");
  return [...own, ...children.flatMap((child): typeof own => managed(child))];
}

/** What has no value that is known has none at all. */
function comparable(type: string, values: Record<string, Json> = {}): Json {
  // The program is the same, at another path on this computer.
  const { source: _, ...rest } = values;
  return sorted(type === "aws_s3_object" ? rest : values);
}

/** With the keys of objects in order. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item as Json)]));
}
