import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { useEmulator } from "../../harness/jest";
import { BootstrapInstanceConfig } from "../../modules/bootstrap-instance/inputs";
import { isToken } from "../../modules/definition/tokens";
import { patterns } from "../../publisher/patterns";
import { publish } from "../../publisher/tree";
import { StandInInstance } from "../bootstrap/stand-in-instance";
import { Planned, planBothProducts, Product } from "../parity/both-products";
import { prepareAccount } from "../support/account";

/** Every run tries the same samples: a test that fails now and then helps nobody. */
const SEED = 20250101;

/** What a shell, YAML, JSON, Terraform and cloud-init each have a meaning for. */
const NASTY = [
  ..."'\"\\$%{}~`#!&|;<>()[]*?:-=@, \t\n\r\b\f\u0001\u007f\u0085\u2028",
  ...[
    "${",
    "%{",
    "$${",
    "}",
    "$(id)",
    "\\n",
    "\r\n",
    "EOF\n",
    "é",
    "漢",
    "😀",
    "\u00a0",
    "\ufeff",
    "\u{10ffff}",
  ],
];

const samples = fc
  .sample(fc.string({ unit: fc.constantFrom(...NASTY), maxLength: 40 }), { seed: SEED, numRuns: 150 })
  .filter((sample) => !isToken(sample));

/** One file for each sample: as text, or, every third, as bytes, which need not even be text. */
function filesOn(disk: StandInInstance): BootstrapInstanceConfig["bootstrap"]["files"] {
  const owner = disk.owner;
  const entries = samples.map((sample, index) => [
    disk.path(`file-${index}`),
    index % 3 === 0
      ? { contentBase64: bytesOf(index).toString("base64"), owner }
      : { content: sample, owner },
  ]);
  return Object.fromEntries(entries);
}

/** Terraform keeps all text in Unicode's composed form; bytes are bytes. */
function bytesOf(index: number): Buffer {
  const sample = samples[index]!;
  return index % 3 === 0
    ? Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from(sample)])
    : Buffer.from(sample.normalize("NFC"));
}

describe("files come out of the rendered program as they went in", () => {
  const emulator = useEmulator();
  const disks: Record<Product, StandInInstance> = {
    construct: new StandInInstance(),
    published: new StandInInstance(),
  };
  let planned: Record<Product, string>;

  beforeAll(async () => {
    const account = await prepareAccount(emulator());
    const { pattern, module } = publish(patterns).find((one) => one.pattern.name === "bootstrap-instance")!;
    const cases = (["construct", "published"] as const).map((name) => ({
      name,
      pattern,
      module,
      config: {
        name: "docs",
        vpcId: account.vpcId,
        subnetIds: account.subnetIds,
        image: { id: account.imageId },
        bootstrap: {
          files: filesOn(disks[name]),
          run: samples
            .slice(0, 20)
            .map(
              (sample) =>
                `printf %s ${quoted(sample.replaceAll("\u0000", ""))} >>${disks[name].path("said")}`,
            ),
        },
      },
    }));
    const plans = await planBothProducts(cases, emulator().url);
    planned = {
      construct: programOf(plans.get("construct")!.construct),
      published: programOf(plans.get("published")!.published),
    };
  });

  afterAll(() => Object.values(disks).forEach((disk) => disk.remove()));

  test.each(["construct", "published"] as const)(`${samples.length} files, by the %s`, async (product) => {
    const disk = disks[product];
    const { exitCode, log } = await disk.boot(planned[product]).ended;
    expect([exitCode, log.includes("failed")]).toEqual([0, false]);
    const read = samples.map((_, index) => disk.read(`file-${index}`).toString("hex"));
    expect(read).toEqual(samples.map((_, index) => bytesOf(index).toString("hex")));
    const said = samples.slice(0, 20).map((sample) => sample.normalize("NFC"));
    expect(disk.read("said").toString()).toBe(said.join(""));
  });
});

/** The program in the user data that Terraform has planned, as cloud-init finds it. */
function programOf({ resources }: Planned): string {
  const [template] = Object.entries(resources).filter(([name]) => name.startsWith("aws_launch_template."));
  const { user_data: userData } = template![1].values as { user_data: string };
  const [header, json] = gunzipSync(Buffer.from(userData, "base64"))
    .toString("utf8")
    .split(/\n(.*)/s);
  expect(header).toBe("#cloud-config");
  // In ASCII nothing can be read in two ways, by a YAML reader of whatever age.
  expect(json).toMatch(/^[\x20-\x7e\n]*$/);
  const { write_files: files } = JSON.parse(json!) as { write_files: { path: string; content: string }[] };
  return files.find(({ path }) => path === "/usr/local/sbin/bootstrap")!.content;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
