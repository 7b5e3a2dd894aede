import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { useEmulator } from "../../harness/jest";
import { awsProviderVersion, rootModule } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { TerraformError } from "../../harness/terraform-error";
import { objectShapeOf } from "../../modules/definition/schema";
import { Pattern } from "../../publisher/pattern";
import { patterns } from "../../publisher/patterns";
import { textSpeller, valueInTerraform } from "../../publisher/spelling";
import { prepareAccount } from "../support/account";
import { Account, casesOf, NO_ACCOUNT, Refused } from "../support/pattern-cases";

const emulator = useEmulator();
let account: Account;

beforeAll(async () => {
  account = await prepareAccount(emulator());
});

/** The construct's own refusals are `refused-at-synth.test.ts`. */
describe.each(patterns)("$name", (pattern) => {
  const { accepted, ...cases } = casesOf(pattern);
  const inTerraformsWords = textSpeller(objectShapeOf(pattern.inputs.schema));
  const configOf = ({ config }: Refused) => ({ ...accepted(account), ...config });

  describe("the published module refuses at plan what its values tell", () => {
    const values = numbered(cases.refusedValues);
    let errors: Map<string, string[]>;

    beforeAll(async () => {
      errors = await errorsOfApply(`refused-values-${pattern.name}`, (directory) =>
        values.map(({ refused, index }) =>
          callModule(pattern, directory, `case_${index}`, configOf(refused)),
        ),
      );
    }, 600_000);

    test.each(values)("$title", ({ refused, index }) => {
      const said = errors.get(`case_${index}`);
      expect(said).toHaveLength(1);
      expectRefusal(said![0]!, refused, inTerraformsWords);
    });

    test("and says nothing of anything else", () => {
      expect([...errors.keys()].sort()).toEqual(values.map(({ index }) => `case_${index}`).sort());
    });
  });

  const pairs = numbered(cases.refusedPairs);
  const lookups = numbered(cases.refusedLookups(NO_ACCOUNT));
  const describeIfAny = pairs.length + lookups.length === 0 ? describe.skip : describe;

  describeIfAny("what two inputs or the account tell is refused at plan", () => {
    let found: Refused[];
    let errors: Map<string, string[]>;
    let requestsBefore: number;

    beforeAll(async () => {
      found = Object.values(cases.refusedLookups(account));
      requestsBefore = (await emulator().requests()).length;
      errors = await errorsOfApply(`refused-lookups-${pattern.name}`, (directory) => [
        ...pairs.map(({ refused, index }) =>
          callModule(pattern, directory, `pair_${index}`, configOf(refused)),
        ),
        ...found.flatMap((refused, index) => [
          callModule(pattern, directory, `module_${index}`, configOf(refused)),
          callConstruct(pattern, directory, `construct_${index}`, configOf(refused)),
        ]),
      ]);
    }, 600_000);

    const saidOf = (call: string) => errors.get(call)?.join("\n") ?? "";

    if (pairs.length > 0)
      test.each(pairs)("$title: the module, as the construct at synth", ({ refused, index }) => {
        expectRefusal(saidOf(`pair_${index}`), refused, inTerraformsWords);
      });

    if (lookups.length > 0) {
      test.each(lookups)("$title: the module", ({ index }) => {
        expectRefusal(saidOf(`module_${index}`), found[index]!, inTerraformsWords);
      });

      test.each(lookups)("$title: the construct", ({ index }) => {
        expectRefusal(saidOf(`construct_${index}`), found[index]!, (words) => words);
      });
    }

    test("and nothing is created", async () => {
      const actions = (await emulator().requests()).slice(requestsBefore).map(({ action }) => action);
      expect(actions).toContain("GetCallerIdentity"); // so Terraform did come by here
      expect(actions.filter((action) => !/^(Describe|Get|List|Head)/.test(action))).toEqual([]);
    });
  });
});

/** Cases with their titles and numbers: Terraform's names come of the numbers. */
function numbered(cases: Readonly<Record<string, Refused>>) {
  return Object.entries(cases).map(([title, refused], index) => ({ title, refused, index }));
}

type Call = [name: string, block: object];

/** The sentence names the input, the rule and the value, in the words of the product. */
function expectRefusal(said: string, { input, rule, got }: Refused, words: (text: string) => string): void {
  expect(said).toContain(`${words(input)} `);
  expect(said).toContain(words(rule));
  if (got !== undefined) expect(said).toContain(`got ${got}`);
}

/** Each case has a folder of its own, by whose name its errors are told from others'. */
function callModule({ name, inputs }: Pattern, directory: string, call: string, config: object): Call {
  const given = valueInTerraform(objectShapeOf(inputs.schema), config) as object;
  cpSync(join("terraform", "modules", name), join(directory, call), { recursive: true });
  return [call, { source: `./${call}`, ...given }];
}

function callConstruct({ construct }: Pattern, directory: string, call: string, config: object): Call {
  const stack = Testing.synthScope((scope) => void new construct(scope, "this", config as never));
  cpSync(join("terraform", "versions.tf.json"), join(directory, call, "versions.tf.json"));
  writeFileSync(join(directory, call, "main.tf.json"), stack);
  return [call, { source: `./${call}` }];
}

/**
 * What Terraform says of each call; all of them stand in one root module, so that it starts once. It is an apply,
 * not a plan, so that something would come to be if a rule spoke too late.
 */
async function errorsOfApply(
  name: string,
  callsIn: (directory: string) => Call[],
): Promise<Map<string, string[]>> {
  const directory = await rootModule(name, {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
    provider: { aws: { region: "us-east-1", max_retries: 2 } },
  });
  for (const [call, block] of callsIn(directory))
    writeFileSync(join(directory, `${call}.tf.json`), JSON.stringify({ module: { [call]: block } }));
  const terraform = new Terraform({ directory, emulatorUrl: emulator().url });
  await terraform.init();
  const refusal: unknown = await terraform.apply().catch((error: unknown) => error);
  if (!(refusal instanceof TerraformError)) throw refusal ?? new Error("Nothing was refused.");
  return byCall(refusal);
}

function byCall({ diagnostics }: TerraformError): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { severity, range, summary, detail } of diagnostics) {
    const call = range?.filename.split(/[/.]/)[0] ?? "";
    if (severity === "error") found.set(call, [...(found.get(call) ?? []), detail ?? summary]);
  }
  return found;
}
