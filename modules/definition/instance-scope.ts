import { Construct, IConstruct } from "constructs";
import { both } from "./given";

/** How many instances the published module makes of what stands in a scope. */
export type Instances =
  /** One where the HCL condition holds, else none. */
  | { readonly when: string }
  /** One for each member of the HCL map `each`, for those whose condition over `each.value` holds. */
  | { readonly each: string; readonly when?: string };

/**
 * A scope of the published module whose resources exist only under a condition, or once for each member of a
 * map. Its resources are written as usual; the module's stack adds `count` or `for_each` to them and reads them
 * with the index, so that a reference between two resources of one scope just works.
 */
export class InstanceScope extends Construct {
  /** How many instances there are; what holds for the scope around it holds here too. */
  readonly instances: Instances;

  constructor(scope: Construct, id: string, instances: Instances) {
    super(scope, id);
    this.instances = within(InstanceScope.around(scope)?.instances, instances, this.node.path);
  }

  /** The nearest such scope around a construct. */
  static around(construct: IConstruct): InstanceScope | undefined {
    return construct.node.scopes.reverse().find((scope) => scope instanceof InstanceScope);
  }

  /** What follows the name of a resource of this scope when it is read: `[0]` or `[each.key]`. */
  get index(): string {
    return "each" in this.instances ? "[each.key]" : "[0]";
  }

  /** The meta-argument of every resource of this scope. */
  get metaArgument(): { count: string } | { for_each: string } {
    if ("each" in this.instances) return { for_each: `\${${membersOf(this.instances)}}` };
    return { count: `\${${this.instances.when} ? 1 : 0}` };
  }
}

/** The HCL map of the members that have instances. */
export function membersOf({ each, when }: { readonly each: string; readonly when?: string }): string {
  return when === undefined
    ? each
    : `{ for key, value in ${each} : key => value if ${inLoop(when, "value")} }`;
}

function within(outer: Instances | undefined, inner: Instances, path: string): Instances {
  if (outer === undefined) return inner;
  if ("each" in outer && "each" in inner && outer.each !== inner.each)
    throw new Error(`${path}: a map inside of a map cannot become resources; make it one map.`);
  const each = "each" in inner ? inner.each : "each" in outer ? outer.each : undefined;
  const when = under(outer.when, inner);
  return each === undefined ? { when: when! } : { each, ...(when === undefined ? {} : { when }) };
}

/** The condition of the scope around it and its own; a map inside of a feature is empty without it already. */
function under(outer: string | undefined, inner: Instances): string | undefined {
  if (inner.when !== undefined) return both(outer, inner.when);
  return "each" in inner && inner.each.startsWith(`(${outer} ? `) ? undefined : outer;
}

/** HCL over `each` rewritten for the body of a `for key, value in …`. */
export function inLoop(code: string, value: string): string {
  return code.replace(/\beach\.key\b/g, "key").replace(/\beach\.value\b/g, value);
}
