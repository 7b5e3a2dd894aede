import { camelCase } from "../../../modules/definition/names";
import { addressesIn, Block, inOrder, template } from "./references";
import { classOf } from "./classes";

type Content = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Content>>>>;

/** A stack in Terraform's JSON, as cdktf writes it. */
export interface StackJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly check?: Readonly<Record<string, unknown>>;
  readonly locals?: Readonly<Record<string, unknown>>;
}

/** What the typed classes take; the rest of a block is put over it. */
const NOT_TYPED = ["dynamic"];

/**
 * JavaScript that makes the blocks of a stack as one would by hand: the classes of the bindings with literal configs.
 * It is by hand at its cheapest: nothing is computed, attributes of others are read by their getters, and longer
 * expressions are texts with names in them, where people would write `Fn` and `Op`. What the classes do not take is
 * put over them with `addOverride`; `overridden` names more of that, as `address key`.
 *
 * The module exports `build(scope)`; it can be called several times with different scopes.
 */
export function programOf(stack: StackJson, overridden: ReadonlySet<string>): string {
  const blocks = inOrder(blocksOf(stack));
  const writer = new Writer(new Map(blocks.map((block) => [block.address, block])), overridden);
  const statements = [...blocks.map((block) => writer.statement(block)), ...writer.untyped(stack)];
  return [
    `"use strict";`,
    ...writer.imports(),
    "exports.build = (scope) => {",
    ...statements.map((statement) => `  ${statement}`),
    "};",
    "",
  ].join("\n");
}

function blocksOf({ resource = {}, data = {}, locals = {} }: StackJson): Block[] {
  const inType = (prefix: string, types: Blocks) =>
    Object.entries(types).flatMap(([type, byName]) =>
      Object.entries(byName).map(([name, content]) => [`${prefix}${type}.${name}`, content] as const),
    );
  const local = Object.entries(locals).map(([name, value]) => [`local.${name}`, value] as const);
  const all = [...inType("", resource), ...inType("data.", data), ...local];
  return all.map(([address, content], index) => ({ address, content, variable: `block${index}` }));
}

/** Writes statements, and knows what they import. */
class Writer {
  private readonly imported = new Map<string, Set<string>>();

  constructor(
    private readonly blocks: ReadonlyMap<string, Block>,
    private readonly overridden: ReadonlySet<string>,
  ) {}

  imports(): string[] {
    return [...this.imported].map(
      ([from, names]) => `const { ${[...names].sort().join(", ")} } = require(${JSON.stringify(from)});`,
    );
  }

  statement({ address, variable, content }: Block): string {
    const [kind, type, name] = partsOf(address);
    const id = JSON.stringify(name);
    if (kind === "local") {
      const local = this.use("cdktf", "TerraformLocal");
      return `const ${variable} = new ${local}(scope, ${id}, ${this.value(content)});`;
    }
    const { from, name: className } = classOf(kind, type);
    const [typed, over] = this.split(address, content as Content);
    const made = `const ${variable} = new ${this.use(from, className)}(scope, ${id}, ${this.config(typed)});`;
    const overrides = Object.entries(over).map(
      ([key, value]) => `${variable}.addOverride(${JSON.stringify(key)}, ${this.value(value)});`,
    );
    return [made, ...overrides].join("\n  ");
  }

  /** cdktf has no classes for them. */
  untyped({ ephemeral = {}, check = {} }: StackJson): string[] {
    const paths = [
      ...Object.entries(ephemeral).flatMap(([type, byName]) =>
        Object.entries(byName).map(([name, content]) => [`ephemeral.${type}`, name, content] as const),
      ),
      ...Object.entries(check).map(([name, content]) => ["check", name, content] as const),
    ];
    if (paths.length === 0) return [];
    const stack = this.use("cdktf", "TerraformStack");
    return [
      `const stack = ${stack}.of(scope);`,
      // The scope's id tells several instances apart; at the top there is one.
      `const own = scope === stack ? "" : scope.node.id + "_";`,
      ...paths.map(
        ([path, name, content]) => `stack.addOverride(\`${path}.\${own}${name}\`, ${this.value(content)});`,
      ),
    ];
  }

  private use(from: string, name: string): string {
    this.imported.set(from, (this.imported.get(from) ?? new Set()).add(name));
    return name;
  }

  private split(address: string, content: Content): [typed: Content, over: Content] {
    const isOver = (key: string) => NOT_TYPED.includes(key) || this.overridden.has(`${address} ${key}`);
    const pick = (over: boolean) =>
      Object.entries(content).filter(([key]) => key !== "//" && isOver(key) === over);
    return [Object.fromEntries(pick(false)), Object.fromEntries(pick(true))];
  }

  private config(typed: Content): string {
    const fields = Object.entries(typed).map(
      ([key, value]) => `${camelCase(key)}: ${this.field(key, value)}`,
    );
    return `{ ${fields.join(", ")} }`;
  }

  private field(key: string, value: unknown): string {
    if (key === "depends_on")
      return `[${(value as string[]).map((text) => this.variableOf(text)).join(", ")}]`;
    if (key === "for_each") return this.iterator(value);
    if (key === "count" && typeof value === "string")
      return `${this.use("cdktf", "Token")}.asNumber(${this.value(value)})`;
    return this.value(value, camelCase);
  }

  private iterator(value: unknown): string {
    const map =
      typeof value === "string"
        ? `${this.use("cdktf", "Token")}.asAnyMap(${this.value(value)})`
        : this.value(value);
    return `${this.use("cdktf", "TerraformIterator")}.fromMap(${map})`;
  }

  private variableOf(address: string): string {
    const [found] = addressesIn(address);
    return this.blocks.get(found ?? "")!.variable;
  }

  private value(value: unknown, nameOf = (key: string) => key): string {
    if (typeof value === "string") return template(value, this.blocks, attributeOf);
    if (Array.isArray(value)) return `[${value.map((item) => this.value(item, nameOf)).join(", ")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value);
    const fields = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(nameOf(key))}: ${this.value(item, nameOf)}`,
    );
    return `{ ${fields.join(", ")} }`;
  }
}

/** The getter of an attribute, where the class has one. */
function attributeOf({ address, variable }: Block, attribute: string): string | undefined {
  const [kind, type] = partsOf(address);
  if (kind === "local") return undefined;
  const name = camelCase(attribute);
  return classOf(kind, type).attributes.has(name) ? `${variable}.${name}` : undefined;
}

function partsOf(address: string): [kind: "resource" | "data" | "local", type: string, name: string] {
  const parts = address.split(".");
  if (parts[0] === "local") return ["local", "", parts[1]!];
  return parts[0] === "data" ? ["data", parts[1]!, parts[2]!] : ["resource", parts[0]!, parts[1]!];
}
