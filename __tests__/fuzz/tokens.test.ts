import { Testing } from "cdktf";
import { InputError } from "../../modules";
import { objectShapeOf } from "../../modules/definition/schema";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { casesOf, NO_ACCOUNT } from "../support/pattern-cases";
import { tokenFor, tokenPlaces } from "../support/with-tokens";
import { put } from "./mutate";

/** What a pattern says of a config; nothing when it takes it. */
function refusalOf({ construct }: Pattern, config: object): string | undefined {
  try {
    Testing.synthScope((scope) => void new construct(scope, "this", config as never));
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    return `no InputError: ${(error as Error).message}`;
  }
}

/** Whoever gives one value by a token must not be told that it is wrong, since nobody knows that before the plan. */
test.each(patterns)("every value of $name may be a token", (pattern) => {
  const { everything } = casesOf(pattern).parity(NO_ACCOUNT) as { everything: object };
  const places = tokenPlaces(objectShapeOf(pattern.inputs.schema), everything, { members: true });
  expect(places.length).toBeGreaterThan(10);
  const refused = places.flatMap((place) => {
    const config = put(everything, place.path, tokenFor(place, "local.some")) as object;
    const refusal = refusalOf(pattern, config);
    return refusal === undefined ? [] : [`${place.path.join(".")}: ${refusal}`];
  });
  expect(refused).toEqual([]);
});
