import "cdktf/lib/testing/adapters/jest";
import { InputError } from "../../modules/definition";
import { resources, synth } from "./synth";

function refusalOf(config: Parameters<typeof synth>[0]): InputError {
  try {
    synth(config);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(config)} was not refused`);
}

test("all that is wrong is said at once", () => {
  const { problems } = refusalOf({ name: "Web", port: 0, capacity: { needed: 0 }, drainZones: ["a"] });
  expect(problems.map(({ input }) => input)).toEqual(["name", "port", "capacity.needed", "drainZones[0]"]);
});

test.each(["in", "internal", "internals-web", "intern-web", "s3", "sgx", "sgx-web", "web-sg-internal"])(
  "the name %s is not one that AWS keeps for itself",
  (name) => expect(JSON.parse(synth({ name })).resource).toHaveProperty("aws_lb"),
);

test("what only Terraform will know is refused by the guard, in the same words", () => {
  const { precondition } = resources({ vpcId: "${aws_vpc.main.id}" }).only("terraform_data").lifecycle;
  expect(precondition).toContainEqual({
    condition: '${can(regex("^vpc-[0-9a-f]{8,17}$", (aws_vpc.main.id)))}',
    error_message: expect.stringMatching(/vpcId must be the id of a VPC \(vpc-…\), got \$\{/),
  });
});
