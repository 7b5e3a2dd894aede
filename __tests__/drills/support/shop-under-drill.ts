import { Json } from "../../../harness/terraform-types";
import { Emulator } from "../../../harness/emulator";
import { GroupState } from "../../../harness/emulator-types";
import { Terraform } from "../../../harness/terraform";
import { managedIn, Resource } from "../../support/essence";
import { Policy } from "../../support/policy";
import { RootUnderDrill } from "./root-under-drill";

/** What both sources of the shop give out. */
export interface ShopOutputs {
  readonly customers_group_name: string;
  readonly staff_group_name: string;
  readonly jobs_group_name: string;
  readonly environment: Record<string, string>;
  readonly queue_url: string;
  readonly database_identifier: string;
  readonly database_failover_command: string;
}

/** The shop in an emulator of its own. */
export class ShopUnderDrill extends RootUnderDrill {
  /** Of the applied shop. */
  outputs!: ShopOutputs;
  /** All that was applied. */
  resources!: readonly Resource[];

  constructor(
    terraform: Terraform,
    readonly emulator: Emulator,
  ) {
    super(terraform);
  }

  async apply(): Promise<void> {
    await this.terraform.apply();
    this.outputs = (await this.terraform.output()) as unknown as ShopOutputs;
    this.resources = managedIn((await this.terraform.show()).values!.root_module);
  }

  of(type: string): Readonly<Record<string, Json>>[] {
    return this.resources.filter((one) => one.type === type).map(({ values = {} }) => values);
  }

  /** The customers' tier, the staff's, or the workers. */
  async group(which: "customers" | "staff" | "jobs"): Promise<GroupState> {
    return (await this.emulator.state()).groups[this.outputs[`${which}_group_name`]]!;
  }

  /** The policies of a tier's role, those attached and those in it. */
  policiesOf(tier: string): Policy[] {
    const role = this.of("aws_iam_role").find(({ name }) => (name as string).startsWith(`shop-${tier}-`))!;
    const ours = ({ role: other }: Readonly<Record<string, Json>>) => other === role.name;
    const attached = this.of("aws_iam_role_policy_attachment").filter(ours);
    const arns = attached.map(({ policy_arn: arn }) => arn);
    const policies = this.of("aws_iam_policy").filter(({ arn }) => arns.includes(arn!));
    const inline = this.of("aws_iam_role_policy").filter(ours);
    return [...policies, ...inline].map(({ policy }) => JSON.parse(policy as string) as Policy);
  }
}
