import { encode, hcl, rawHcl } from "../../modules/definition/expression";
import { minimumSize, sizeAfterZoneLoss } from "../../modules/multi-az/capacity";
import { evaluate } from "./evaluate";

/** A number that only Terraform knows, so that the arithmetic over it becomes an expression. */
const known = (code: string) => encode("number", rawHcl(code)) as number;

const from = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

test("the capacity of 2 to 6 zones and 1 to 50 instances is the same in Terraform as at synth", async () => {
  const minimum = minimumSize(known("needed"), known("zones"));
  const sizes = hcl`[${minimum}, ${sizeAfterZoneLoss(minimum, known("zones"))}]`;
  const all = hcl`flatten([for zones in range(2, 7) : [for needed in range(1, 51) : jsonencode(${sizes})]])`;

  const expected = from(2, 6).flatMap((zones) =>
    from(1, 50).map((needed) => {
      const size = minimumSize(needed, zones);
      return JSON.stringify([size, sizeAfterZoneLoss(size, zones)]);
    }),
  );
  expect(expected).toHaveLength(250);
  expect(await evaluate([all])).toEqual([expected]);
});

test("of one zone, which a rule refuses, there is a minimum to say so with", async () => {
  expect(await evaluate([hcl`${minimumSize(known("4"), known("1"))}`])).toEqual([4]);
});
