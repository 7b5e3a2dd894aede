import { TerraformElement } from "cdktf";
import { Expression, hcl } from "./expression";

/**
 * Makes one instance of a resource for each member of a map; read the member with `EACH_KEY` and `EACH_VALUE`. For
 * maps and lists whose members may be known only to Terraform; a map input of objects has `build` for this. Call
 * it before anything reads the element.
 */
export function repeat(element: TerraformElement, over: Expression | Record<string, string>): void {
  repeated.add(element);
  element.addOverride("for_each", over);
}

const repeated = new WeakSet<TerraformElement>();

/** Whether an element has instances of its own, so that the scope around it gives it no index. */
export function isRepeated(element: TerraformElement): boolean {
  return repeated.has(element);
}

/** A list as a map from index to member: its keys are known at plan even where its members are not. Those behind one that goes get another key. */
export function byIndex(list: readonly string[]): Expression {
  return hcl`{ for index, member in ${list} : index => member }`;
}

/** A list as a map from member to member: who stays keeps its key when another one goes. Its members are known at plan. */
export function byMember(list: readonly string[]): Expression {
  return hcl`{ for member in distinct(${list}) : member => member }`;
}

/** One attribute of every instance of a repeated resource, as a list. */
export function attributeOfEach(element: TerraformElement, attribute: string): Expression {
  return new Expression(["values(", `)[*].${attribute}`], [element.fqn]);
}

/** One attribute of every instance of a repeated resource, by its key. */
export function attributeByKey(element: TerraformElement, attribute: string): Expression {
  return new Expression(["{ for key, one in ", ` : key => one.${attribute} }`], [element.fqn]);
}

/** One attribute of the instance whose key is that of the member at hand, inside of another repeated resource. */
export function attributeAtKey(element: TerraformElement, attribute: string): string {
  return new Expression(["", `[each.key].${attribute}`], [element.fqn]).toString();
}

/** The key of the member, inside of a repeated resource. */
export const EACH_KEY = "${each.key}";

/** The member, inside of a repeated resource. */
export const EACH_VALUE = "${each.value}";
