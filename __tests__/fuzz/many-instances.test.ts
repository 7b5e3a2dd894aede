import { Testing } from "cdktf";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { isOneOfAKind, Named, namesIn } from "../support/aws-names";
import { casesOf, NO_ACCOUNT } from "../support/pattern-cases";
import { Resources } from "../support/synthesized";

/** One use of a pattern in a stack. */
interface Instance {
  readonly pattern: Pattern;
  readonly title: "smallest" | "everything";
  readonly id: string;
  readonly name: string;
}

const INSTANCES = patterns.flatMap((pattern, of) =>
  Array.from({ length: 30 }, (_, index): Instance => {
    const id = `${pattern.name}-${index}`;
    // What two do not share with everything on, no third one shares: the others cost a tenth of the time.
    const title = index < 2 ? "everything" : "smallest";
    return { pattern, title, id, name: `n${of}-${index}-x` };
  }),
);

/** Instances in one stack. */
function synth(instances: readonly Instance[]): Resources {
  return new Resources(
    Testing.synthScope((scope) => {
      for (const { pattern, title, id, name } of instances)
        new pattern.construct(scope, id, { ...casesOf(pattern).parity(NO_ACCOUNT)[title], name } as never);
    }),
  );
}

function namesOf({ all }: Resources): Named[] {
  return all.flatMap(([address, values]) => {
    const of = new Set(JSON.stringify(values).match(/n\d+-\d+-x/g));
    return [...of].flatMap((name) => namesIn({ type: address.split(".")[0]!, address, values }, name));
  });
}

describe("30 instances of every pattern in one stack", () => {
  const together = synth(INSTANCES);

  test("none of their resources takes another one's address", () => {
    const alone = INSTANCES.filter(({ id }) => /-[12]$/.test(id)); // one with everything, one smallest
    const counts = alone.map((one) => synth([one]).all.length * (one.title === "everything" ? 2 : 28));
    expect(together.all).toHaveLength(counts.reduce((sum, count) => sum + count));
  });

  test("none of their resources has another one's name in AWS", () => {
    const names = namesOf(together).filter(isOneOfAKind);
    const keys = names.map(({ argument, value }) => `${argument} ${value}`);
    expect(keys.length).toBeGreaterThan(INSTANCES.length);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });
});
