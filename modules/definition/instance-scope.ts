import { Construct, IConstruct } from "constructs";

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
  constructor(
    scope: Construct,
    id: string,
    /** How many instances there are. */
    readonly instances: Instances,
  ) {
    super(scope, id);
    if (
      "each" in instances &&
      InstanceScope.around(scope) &&
      "each" in InstanceScope.around(scope)!.instances
    )
      throw new Error(`${this.node.path}: a map inside of a map cannot become resources; make it one map.`);
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
    if (!("each" in this.instances)) return { count: `\${${this.instances.when} ? 1 : 0}` };
    if (this.instances.when === undefined) return { for_each: `\${${this.instances.each}}` };
    const filter = inLoop(this.instances.when, "value");
    return { for_each: `\${{ for key, value in ${this.instances.each} : key => value if ${filter} }}` };
  }
}

/** HCL over `each` rewritten for the body of a `for key, value in …`. */
export function inLoop(code: string, value: string): string {
  return code.replace(/\beach\.key\b/g, "key").replace(/\beach\.value\b/g, value);
}
