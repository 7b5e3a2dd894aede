import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Emulator } from "../../../harness/emulator";
import { projectRoot } from "../../../harness/project";
import { awsProviderVersion, rootModule } from "../../../harness/shared-root";
import { Terraform } from "../../../harness/terraform";
import { PlannedChange } from "../../../harness/terraform-output";
import { Json } from "../../../harness/terraform-types";
import { RootUnderDrill } from "./root-under-drill";

type Variables = Record<string, Json>;

/** A published module as a user calls it, in a root module that a drill applies, changes and destroys. */
export class ModuleUnderDrill extends RootUnderDrill {
  private constructor(
    private readonly pattern: string,
    private readonly beside: Variables,
    private variables: Variables,
    terraform: Terraform,
  ) {
    super(terraform);
  }

  /**
   * Makes the root module; nothing is applied yet.
   *
   * @param beside Resources of the root module, for what the module is given.
   */
  static async of(
    emulator: Emulator,
    pattern: string,
    variables: Variables,
    beside: Variables = {},
  ): Promise<ModuleUnderDrill> {
    const directory = await rootModule(`drill-${pattern}`, {});
    const terraform = new Terraform({ directory, emulatorUrl: emulator.url });
    const drilled = new ModuleUnderDrill(pattern, beside, variables, terraform);
    drilled.write();
    await terraform.init();
    return drilled;
  }

  /** Applies with these variables changed; the others stay. */
  async apply(changed: Variables = {}): Promise<void> {
    this.variables = { ...this.variables, ...changed };
    this.write();
    await this.terraform.apply();
  }

  /** What a variable is set to now. */
  variable(name: string): Json | undefined {
    return this.variables[name];
  }

  /** What these changed variables would change; they are as before then. */
  async changesWith(changed: Variables): Promise<PlannedChange[]> {
    const before = this.variables;
    this.variables = { ...before, ...changed };
    this.write();
    try {
      return (await this.terraform.plan()).changes;
    } finally {
      this.variables = before;
      this.write();
    }
  }

  /** The module's outputs. */
  async outputs(): Promise<Record<string, Json>> {
    return (await this.terraform.output())["drilled"] as Record<string, Json>;
  }

  /** Every file that Terraform has left in the folder, and what it prints: where a secret must not be. */
  async writtenDown(): Promise<string> {
    const { directory } = this.terraform;
    const plan = await this.terraform.plan();
    const printed = [await plan.json(), await this.terraform.show(), await this.terraform.output()];
    const files = readdirSync(directory).filter((name) => /\.(tfstate|tfplan|json|backup)/.test(name));
    const texts = files.map((name) => readFileSync(join(directory, name), "latin1"));
    return [...texts, ...printed.map((one) => JSON.stringify(one))].join("\n");
  }

  private write(): void {
    const source = join(projectRoot, "terraform", "modules", this.pattern);
    const root: Json = {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion() } } },
      provider: { aws: { max_retries: 2 } },
      ...(Object.keys(this.beside).length === 0 ? {} : { resource: this.beside }),
      module: { drilled: { source, ...this.variables } },
      output: { drilled: { value: "${module.drilled}" } },
    };
    writeFileSync(join(this.terraform.directory, "main.tf.json"), JSON.stringify(root, undefined, 2));
  }
}
