import { TerraformDataSource, TerraformElement, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { InstanceScope } from "../modules/definition";
import { isRepeated } from "../modules/definition/repeat";
import { hclLiteral } from "../modules/definition/hcl";
import { snakeCase } from "../modules/definition/names";

type Block = Record<string, unknown>;
type Blocks = Record<string, Record<string, Block>>;

/** The blocks of a module, in Terraform's JSON syntax. */
export interface ModuleBlocks {
  /** `data`, `resource` and `locals`. */
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
    return isRepeated(element) ? name : `${name}${scope.index}`;
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
      locals,
      output = {},
      variable = {},
    } = synthesized as Record<string, never>;
    const main = {
      ...(locals === undefined ? {} : { locals }),
      ...section("data", this.instances("data.", data)),
      ...section("resource", this.instances("", resource)),
    };
    return { main, variables: variable, outputs: output };
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
  const type = (element as { terraformResourceType?: string }).terraformResourceType;
  if (type === undefined) return element.constructor.name;
  return element instanceof TerraformDataSource ? `data.${type}` : type;
}

/** A resolved attribute as an HCL expression. */
function hclOf(value: unknown): string {
  const whole = typeof value === "string" ? /^\$\{([\s\S]*)\}$/.exec(value) : null;
  return whole ? `(${whole[1]!})` : hclLiteral(value);
}

function withoutIndex(name: string): string {
  return name.replace(/\[(0|each\.key)\]$/, "");
}

function section(name: string, blocks: Blocks): Block {
  return Object.keys(blocks).length === 0 ? {} : { [name]: blocks };
}

/** Makes one output of the module. */
export function addOutput(scope: Construct, name: string, value: unknown): void {
  new TerraformOutput(scope, name, { value, staticId: true });
}
