import { useEmulator } from "../../harness/jest";
import { ResourceChange } from "../../harness/terraform-types";
import { patterns } from "../../publisher/patterns";
import { NO_MODULE, ParityCase, rootWith } from "../parity/both-products";
import { prepareAccount } from "../support/account";
import { isOneOfAKind, KEPT, Named, namesIn } from "../support/aws-names";
import { Account, casesOf } from "../support/pattern-cases";
import { withLongestNames, withShortestName } from "../support/names-at-limits";

const emulator = useEmulator();

/** A name that the texts of no pattern have in them. */
const SAME = "qxz";

/** A planned case, and what it has of its name. */
interface Planned {
  readonly pattern: string;
  readonly title: string;
  readonly names: Named[];
}

let planned: Planned[];

/** One plan for all of it: the provider looks at the lengths, too. */
beforeAll(async () => {
  const cases = casesIn(await prepareAccount(emulator()));
  const terraform = await rootWith(cases, ["construct"], emulator().url);
  const { resource_changes: changes = [] } = await (await terraform.plan()).json();
  planned = cases.map(({ name: title, pattern, config }, index) => ({
    pattern: pattern.name,
    title,
    names: ofModule(changes, `construct_${index}`).flatMap((change) =>
      namesIn({ ...change, values: change.change.after ?? {} }, (config as { name: string }).name),
    ),
  }));
});

function casesIn(account: Account): ParityCase[] {
  return patterns.flatMap((pattern) => {
    const parity = casesOf(pattern).parity(account);
    const { everything } = parity as { everything: object };
    const same = Object.entries(parity).map(([title, config]) => [title, { ...config, name: SAME }] as const);
    const configs: (readonly [string, object])[] = [
      ...same,
      ["shortest", withShortestName(pattern, everything)],
      ["longest", withLongestNames(pattern, everything)],
    ];
    return configs.map(([name, config]) => ({ name, pattern, module: NO_MODULE, config }));
  });
}

function ofModule(changes: ResourceChange[], module: string): ResourceChange[] {
  return changes.filter(({ address, mode }) => mode === "managed" && address.startsWith(`module.${module}.`));
}

test.each(patterns)("$name: AWS takes its names when its own name is as long as it may be", ({ name }) => {
  const { names } = planned.find(({ pattern, title }) => pattern === name && title === "longest")!;
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter(({ argument, length }) => !(length <= (KEPT[argument]?.most ?? 0)))).toEqual([]);
});

test("two patterns of one name share no name in AWS, but those of a load balancer and its alarm", () => {
  const clashes = new Set<string>();
  const owners = new Map<string, string>();
  for (const { pattern, title, names } of planned)
    for (const { argument, value } of names.filter(isOneOfAKind)) {
      if (["shortest", "longest"].includes(title)) continue;
      const key = `${argument} ${value}`;
      if ((owners.get(key) ?? pattern) !== pattern) clashes.add(key);
      owners.set(key, pattern);
    }
  expect(owners.size).toBeGreaterThan(50);
  // AWS refuses the second load balancer (see `name` in the inputs), and the alarm waits for it.
  expect([...clashes].sort()).toEqual([
    `aws_cloudwatch_metric_alarm.alarm_name ${SAME}-errors`,
    `aws_lb.name ${SAME}`,
  ]);
});

test("no pattern has two resources of one name", () => {
  const twice = planned.flatMap(({ pattern, title, names }) => {
    const keys = names
      .filter(isOneOfAKind)
      .map(({ argument, value }) => `${pattern}, ${title}: ${argument} ${value}`);
    return keys.filter((key, index) => keys.indexOf(key) !== index);
  });
  expect(twice).toEqual([]);
});
