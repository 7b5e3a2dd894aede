import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Testing } from "cdktf";
import { defaultNetwork } from "../../harness/account";
import { awsQuery, textsOf } from "../../harness/aws-request";
import { useEmulator } from "../../harness/jest";
import { awsProviderVersion, rootModule } from "../../harness/shared-root";
import { Terraform } from "../../harness/terraform";
import { TerraformError } from "../../harness/terraform-error";
import { MultiAz } from "../../modules";
import { objectShapeOf } from "../../modules/definition/schema";
import { MultiAzConfig, schema } from "../../modules/multi-az/inputs";
import { textSpeller, valueInTerraform } from "../../publisher/spelling";
import { Refused, refusedPairs, refusedValues } from "../multi-az/refused";
import { acceptedIn, Account, refusedLookups } from "../multi-az/refused-lookups";

const emulator = useEmulator();
const shape = objectShapeOf(schema);
const inTerraformsWords = textSpeller(shape);
let account: Account;

beforeAll(async () => {
  const parameters = { Action: "CreateVpc", CidrBlock: "10.9.0.0/16" };
  const [otherVpcId] = textsOf(await awsQuery(emulator(), "ec2", "2016-11-15", parameters), "vpcId");
  account = { ...(await defaultNetwork(emulator())), otherVpcId: otherVpcId! };
});

describe("the published module refuses at plan what its values tell", () => {
  const cases = Object.entries(refusedValues);
  let errors: Map<string, string[]>;

  beforeAll(async () => {
    errors = await errorsOfApply("refused-values", (directory) =>
      cases.map(([, { config }], index) => callModule(directory, `case_${index}`, config)),
    );
  }, 600_000);

  test.each(cases.map(([name, refused], index) => ({ name, refused, index })))(
    "$name",
    ({ refused, index }) => {
      const said = errors.get(`case_${index}`);
      expect(said).toHaveLength(1);
      expectRefusal(said![0]!, refused, inTerraformsWords);
    },
  );

  test("and says nothing of anything else", () => {
    expect([...errors.keys()].sort()).toEqual(cases.map((_, index) => `case_${index}`).sort());
  });
});

describe("both products refuse at plan what only the account tells", () => {
  const names = Object.keys(refusedLookups({ vpcId: "", otherVpcId: "", subnets: {} }));
  const pairs = Object.entries(refusedPairs);
  let cases: Refused[];
  let errors: Map<string, string[]>;

  beforeAll(async () => {
    cases = Object.values(refusedLookups(account));
    errors = await errorsOfApply("refused-lookups", (directory) => [
      ...pairs.map(([, { config }], index) => callModule(directory, `pair_${index}`, config)),
      ...cases.flatMap(({ config }, index) => [
        callModule(directory, `module_${index}`, config),
        callConstruct(directory, `construct_${index}`, config),
      ]),
    ]);
  }, 600_000);

  test.each(pairs.map(([name, refused], index) => ({ name, refused, index })))(
    "$name: the module, as the construct at synth",
    ({ refused, index }) => {
      expectRefusal(errors.get(`pair_${index}`)?.join("\n") ?? "", refused, inTerraformsWords);
    },
  );

  test.each(names.map((name, index) => ({ name, index })))("$name: the module", ({ index }) => {
    expectRefusal(errors.get(`module_${index}`)?.join("\n") ?? "", cases[index]!, inTerraformsWords);
  });

  test.each(names.map((name, index) => ({ name, index })))("$name: the construct", ({ index }) => {
    expectRefusal(errors.get(`construct_${index}`)?.join("\n") ?? "", cases[index]!, (words) => words);
  });
});

test("nothing is created when something is refused", async () => {
  const actions = new Set((await emulator().requests()).map(({ action }) => action));
  expect(actions).toContain("DescribeSubnets");
  const changing = [...actions].filter((action) => !/^(Describe|Get|List|Head)/.test(action));
  expect(changing).toEqual(["CreateVpc"]); // made above, by hand
});

/** The sentence names the input, the rule and the value, in the words of the product. */
function expectRefusal(said: string, { input, rule, got }: Refused, words: (text: string) => string): void {
  expect(said).toContain(`${words(input)} `);
  expect(said).toContain(words(rule));
  if (got !== undefined) expect(said.replace("does not offer", "got")).toContain(`got ${got}`);
}

type Call = [name: string, block: object];

/** Each case has a folder of its own, by whose name its errors are told from others'. */
function callModule(directory: string, name: string, config: Partial<MultiAzConfig>): Call {
  const given = valueInTerraform(shape, { ...acceptedIn(account), ...config }) as object;
  cpSync(join("terraform", "modules", "multi-az"), join(directory, name), { recursive: true });
  return [name, { source: `./${name}`, ...given }];
}

function callConstruct(directory: string, name: string, config: Partial<MultiAzConfig>): Call {
  const stack = Testing.synthScope((scope) => {
    new MultiAz(scope, "web", { ...acceptedIn(account), ...config });
  });
  cpSync(join("terraform", "versions.tf.json"), join(directory, name, "versions.tf.json"));
  writeFileSync(join(directory, name, "main.tf.json"), stack);
  return [name, { source: `./${name}` }];
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
