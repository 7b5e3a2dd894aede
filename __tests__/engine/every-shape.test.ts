import { useEmulator } from "../../harness/jest";
import { Json } from "../../harness/terraform-types";
import { everyShapeCases } from "../definition/fixture/cases";
import { Product, rootWith } from "../parity/both-products";

const emulator = useEmulator();

/** The fixture with an input of every shape, really applied: what planned well may still be refused or drift. */
describe.each<Product>(["published", "construct"])("every shape, %s", (product) => {
  test("applies, leaves nothing to do, reads back what was given, and goes without a trace", async () => {
    await emulator().reset();
    const terraform = await rootWith(everyShapeCases(), [product], emulator().url);
    const { summary } = await terraform.apply();
    expect(summary.add).toBeGreaterThan(15);
    expect((await terraform.plan()).changes).toEqual([]);

    const outputs = await terraform.output();
    const [smallest, everything] = [outputs[`${product}_0`], outputs[`${product}_1`]] as Record<
      string,
      Json
    >[];
    expect(smallest).toMatchObject({
      dead_letter_arn: null,
      rotated_arn: null,
      subscriber_names: [],
      statement_sids: [],
    });
    expect(everything).toMatchObject({
      actions_enabled: true,
      archive_note: "n s in large-one-dead",
      delay_seconds: 5,
      rotated_arn: expect.stringContaining(":secret:large-one/secret"),
      statement_sids: ["One", "Two"],
      subscriber_names: ["Alpha", "be-ta", "gamma_1"],
    });
    expect(Object.keys(everything!["subscriber_arns"] as object)).toEqual(["Alpha", "be-ta", "gamma_1"]);

    await terraform.destroy();
    expect((await terraform.show()).values?.root_module.child_modules ?? []).toEqual([]);
  });
});
