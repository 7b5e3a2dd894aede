/** A class of the bindings. */
export interface BindingClass {
  /** What is imported for it. */
  readonly from: string;
  readonly name: string;
  /** Attributes that others read as texts. */
  readonly attributes: ReadonlySet<string>;
}

const found = new Map<string, BindingClass>();

/** The class of `aws_lb` is `Lb` of `@cdktf/provider-aws/lib/lb`. @throws Error when the bindings have none. */
export function classOf(kind: "resource" | "data", type: string): BindingClass {
  const key = `${kind} ${type}`;
  const known = found.get(key) ?? lookUp(kind, type);
  found.set(key, known);
  return known;
}

function lookUp(kind: "resource" | "data", type: string): BindingClass {
  // cdktf has the one resource of Terraform's own.
  if (type === "terraform_data") return { from: "cdktf", name: "DataResource", attributes: new Set() };
  const folder = type.replace(/^aws_/, kind === "data" ? "data_aws_" : "").replaceAll("_", "-");
  const from = `@cdktf/provider-aws/lib/${folder}`;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- which one is known only here
  const exported = require(from) as Record<string, { tfResourceType?: string; prototype: object }>;
  const entry = Object.entries(exported).find(([, { tfResourceType }]) => tfResourceType === type);
  if (entry === undefined) throw new Error(`${from} has no class for ${type}.`);
  const [name, { prototype }] = entry;
  return { from, name, attributes: new Set(textAttributesOf(prototype)) };
}

/** Blocks have getters, too, but those give objects; only what can be set, or is computed, as a text is a plain attribute. */
function textAttributesOf(prototype: object): string[] {
  const properties = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  return properties
    .filter(([, property]) => String(Reflect.get(property, "get")).includes("getStringAttribute"))
    .map(([name]) => name);
}
