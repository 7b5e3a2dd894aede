import {
  TerraformDataSource,
  TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import { CheckBlock, EphemeralResource, InstanceScope } from "../modules/definition";
import { isRepeated } from "../modules/definition/repeat";
import { snakeCase } from "../modules/definition/names";
import { hclOf } from "./resolved-hcl";

type Block = Record<string, unknown>;
type Blocks = Record<string, Record<string, Block>>;

/** The blocks of a module, in Terraform's JSON syntax. */
export interface ModuleBlocks {
  /** `locals`, `data`, `ephemeral`, `resource` and `check`. */
  readonly main: Block;
  /** `variable` blocks by name. */
  readonly variables: Block;
  /** Values of the outputs by name. */
  readonly outputs: Readonly<Record<string, { readonly value: unknown }>>;
}

/**
 * A stack that becomes a Terraform module: clean names without a hash, `count` and `for_each` where a scope says
 * so, and neither provider nor backend.
 */
export class ModuleStack extends TerraformStack {
  private readonly allocated = new Map<string, string>();
  private readonly scopes = new Map<string, InstanceScope>();

  /** The name of an element is its path under the pattern: `fleet/group` becomes `fleet_group`. */
  protected override allocateLogicalId(element: TerraformElement): string {
    const path = element.node.scopes.slice(element.node.scopes.indexOf(this) + 1).map(({ node }) => node.id);
    const name = moduleName(path);
    const address = `${kindOf(element)}.${name}`;
    this.claim(address, element.node.path);
    const scope = InstanceScope.around(element);
    if (scope === undefined) return name;
    this.scopes.set(address, scope);
    return isRepeated(element) || hasNoInstances(element) ? name : `${name}${scope.index}`;
  }

  private claim(address: string, path: string): void {
    const other = this.allocated.get(address);
    if (other !== undefined && other !== path)
      throw new Error(`"${path}" and "${other}" would both be ${address}; give one another id.`);
    this.allocated.set(address, path);
  }

  /** The module's blocks with every token resolved. */
  toModule(): ModuleBlocks {
    const synthesized = this.toTerraform() as Record<string, unknown>;
    const {
      resource = {},
      data = {},
      ephemeral = {},
      check = {},
      locals = {},
      output = {},
      variable = {},
    } = synthesized as Record<string, never>;
    const main = {
      ...section("locals", this.locals(locals)),
      ...section("data", this.instances("data.", data)),
      ...section("ephemeral", this.instances("ephemeral.", ephemeral)),
      ...section("resource", this.instances("", resource)),
      ...section("check", this.checks(check)),
    };
    return { main, variables: variable, outputs: output };
  }

  /** A local of a feature has a value also where the feature is off: null, since what it reads is not there. */
  private locals(locals: Block): Block {
    return mapEntries(locals, (name, value) => this.under(`TerraformLocal.${name}`, value, "null"));
  }

  /** A check of a feature has nothing to say where the feature is off. */
  private checks(checks: Record<string, { assert: Block[] }>): Block {
    return mapEntries(checks, (name, { assert }) => ({
      assert: assert.map((one) => ({
        condition: this.under(`CheckBlock.${name}`, one["condition"], "true"),
        // Terraform evaluates the message of what holds, too.
        error_message: this.under(`CheckBlock.${name}`, one["error_message"], '"Not in use."'),
      })),
    }));
  }

  private under(address: string, value: unknown, otherwise: string): unknown {
    const scope = this.scopes.get(address);
    if (scope === undefined) return value;
    if ("each" in scope.instances)
      throw new Error(`${address} stands in a map, but can have one value only.`);
    return `\${${scope.instances.when} ? ${hclOf(value)} : ${otherwise}}`;
  }

  private instances(prefix: string, blocks: Blocks): Blocks {
    return Object.fromEntries(
      Object.entries(blocks).map(([type, byName]) => {
        const named = Object.entries(byName).map(([key, block]) => {
          const name = withoutIndex(key);
          return [name, this.instance(`${prefix}${type}.${name}`, block)] as const;
        });
        return [type, Object.fromEntries(named)];
      }),
    );
  }

  private instance(address: string, block: Block): Block {
    const { "//": _, depends_on: dependsOn, ...attributes } = block;
    const dependencies = (dependsOn as string[] | undefined)?.map(withoutIndex);
    const rest = dependencies === undefined ? {} : { depends_on: [...new Set(dependencies)] };
    return { ...attributes, ...this.meta(address, attributes), ...rest };
  }

  /** A resource of a feature that is repeated by itself has the feature's condition in its own `for_each`. */
  private meta(address: string, { for_each: repeated }: Block): Block {
    const scope = this.scopes.get(address);
    if (scope === undefined) return {};
    if (repeated === undefined) return scope.metaArgument;
    if ("each" in scope.instances) throw new Error(`${address} repeats inside of a map; make it one map.`);
    return { for_each: `\${${scope.instances.when} ? ${hclOf(repeated)} : {}}` };
  }
}

/** The name that a module gives to what stands at this path; the first part is the pattern itself. */
function moduleName(path: string[]): string {
  const parts = path.length === 1 ? path : path.slice(1);
  const visible = parts.filter((part) => part !== "Resource" && part !== "Default");
  const name = snakeCase(visible.join("_").replace(/[-.]/g, "_"));
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error(`"${path.join("/")}" gives the name "${name}".`);
  return name;
}

function kindOf(element: TerraformElement): string {
  if (element instanceof TerraformOutput) return "output";
  if (element instanceof EphemeralResource) return `ephemeral.${element.terraformResourceType}`;
  const type = (element as { terraformResourceType?: string }).terraformResourceType;
  if (type === undefined) return element.constructor.name;
  return element instanceof TerraformDataSource ? `data.${type}` : type;
}

/** Locals and checks have neither `count` nor `for_each`. */
function hasNoInstances(element: TerraformElement): boolean {
  return element instanceof TerraformLocal || element instanceof CheckBlock;
}

function withoutIndex(name: string): string {
  return name.replace(/\[(0|each\.key)\]$/, "");
}

function mapEntries<T>(record: Record<string, T>, change: (name: string, value: T) => unknown): Block {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(name, value)]));
}

function section(name: string, blocks: object): Block {
  return Object.keys(blocks).length === 0 ? {} : { [name]: blocks };
}

/** Makes one output of the module. */
export function addOutput(scope: Construct, name: string, value: unknown): void {
  new TerraformOutput(scope, name, { value, staticId: true });
}
