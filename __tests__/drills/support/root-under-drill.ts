import { Terraform } from "../../../harness/terraform";

/** A root module that a drill applies and destroys. */
export class RootUnderDrill {
  constructor(
    /** The root module's engine. */
    readonly terraform: Terraform,
  ) {}

  /** The plan is empty: what happened outside of Terraform is nothing that it wants to undo. */
  async expectNothingToDo(): Promise<void> {
    const plan = await this.terraform.plan();
    expect(plan.changes).toEqual([]);
    expect(plan.exitCode).toBe(0);
  }

  /** Destroys it all; the state is empty then. */
  async destroy(): Promise<void> {
    await this.terraform.destroy();
    expect((await this.terraform.show()).values?.root_module ?? {}).toEqual({});
  }
}
