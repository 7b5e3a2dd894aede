import { useEmulator } from "../../harness/jest";
import { Json, PlanJson } from "../../harness/terraform-types";
import { objectShapeOf } from "../../modules/definition/schema";
import { patterns } from "../../publisher/patterns";
import { Pattern } from "../../publisher/pattern";
import { NO_MODULE, ParityCase, rootWith } from "../parity/both-products";
import { put } from "../fuzz/mutate";
import { prepareAccount } from "../support/account";
import { casesOf } from "../support/pattern-cases";
import { tokenFor, tokenPlaces } from "../support/with-tokens";

const emulator = useEmulator();

let plan: PlanJson;

/** Each pattern with everything on: once as values, once with a token for every single one of them. */
beforeAll(async () => {
  const account = await prepareAccount(emulator());
  const cases = patterns.flatMap((pattern): ParityCase[] => {
    const { everything: config } = casesOf(pattern).parity(account) as { everything: object };
    return [{ name: "values", pattern, module: NO_MODULE, config }, withTokens(pattern, config)];
  });
  plan = await (await (await rootWith(cases, ["construct"], emulator().url)).plan()).json();
});

function withTokens(pattern: Pattern, everything: object): ParityCase {
  const places = tokenPlaces(objectShapeOf(pattern.inputs.schema), everything);
  const locals = Object.fromEntries(places.map(({ value }, index) => [`value_${index}`, value as Json]));
  const config = places.reduce<object>(
    (before, place, index) => put(before, place.path, tokenFor(place, `local.value_${index}`)) as object,
    everything,
  );
  return { name: "tokens", pattern, module: NO_MODULE, config, locals };
}

/** The planned values of a case's resources. */
function planned(index: number): Record<string, Json> {
  const prefix = `module.construct_${index}.`;
  const own = (plan.resource_changes ?? []).filter(({ address }) => address.startsWith(prefix));
  return Object.fromEntries(own.map(({ address, change }) => [address.slice(prefix.length), change.after]));
}

test.each(patterns.map(({ name }, index) => ({ name, index })))(
  "$name plans the same with a token for every value",
  ({ index }) => {
    const values = planned(2 * index);
    expect(Object.keys(values).length).toBeGreaterThan(5);
    expect(planned(2 * index + 1)).toEqual(values);
  },
);
