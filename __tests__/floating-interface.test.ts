import "cdktf/lib/testing/adapters/jest";
import { FloatingInterface } from "../modules";
import { everything, smallest } from "./floating-interface/configs";
import { synthesizer } from "./support/synthesized";

const { resources, synth } = synthesizer(FloatingInterface, "proxy", smallest);

/** The snapshots show what surrounds them; both texts have tests of their own, in machines and on the emulator. */
const withoutTexts = (stack: string) =>
  stack.replace(/("(?:proxy_guest_program_\w+|definition)": ")(?:[^"\\]|\\.)*"/g, '$1…"');

/** The statements of the controller's role, as Terraform would read them. */
const policy = (config: Parameters<typeof resources>[0] = {}) =>
  String(resources(config).only("aws_iam_role_policy", "controller_policy")["policy"]);

describe("the whole of it", () => {
  test("defaults", () => {
    expect(withoutTexts(synth())).toMatchSnapshot();
  });

  test("everything on", () => {
    expect(withoutTexts(synth(everything))).toMatchSnapshot();
  });
});

test("Terraform holds the interface, and nothing of where it is attached", () => {
  const floating = resources(everything).only("aws_network_interface");
  expect(floating).not.toHaveProperty("attachment");
  expect(resources(everything).counts).not.toHaveProperty("aws_network_interface_attachment");
  expect(floating["private_ip_list"]).toEqual(["10.0.1.50", "10.0.1.51", "10.0.1.52"]);
});

test("the controller's role names the interface and the instances, and no action by a wildcard", () => {
  expect(policy()).toContain("ec2:DetachNetworkInterface");
  expect(policy()).toContain("i-0000000b");
  expect(policy()).not.toMatch(/"[a-z0-9]+:[A-Za-z]*\*"/);
  expect(policy(everything)).toContain("aws:ResourceTag/aws:autoscaling:groupName");
});

test("what routes the interface inside of an instance waits for nothing but the address", () => {
  const stack = JSON.parse(synth()) as { locals: Record<string, string> };
  const [unit] = Object.entries(stack.locals).filter(([name]) => name.includes("guest_unit"));
  const [program] = Object.entries(stack.locals).filter(([name]) => name.includes("guest_program"));
  expect(unit![1]).toContain("ExecStart=/usr/local/sbin/floating-interface %i");
  for (const [, text] of [unit!, program!]) expect(text).not.toMatch(/(?<!\$)\$\{(aws_|data\.)/);
});
