import { z } from "zod";
import { Constraint } from "./constraint";

/** A list whose members name what is there once each, such as the zones that have a replica. */
export function eachOnce<T extends z.ZodArray<z.ZodString>>(list: T): T {
  return list.refine(hasEachOnce, EACH_ONCE.rule);
}

/** Whether no two members of a list are the same. The one function whose meaning in Terraform is known, too. */
export function hasEachOnce(list: unknown): boolean {
  const members = list as readonly string[];
  return new Set(members).size === members.length;
}

/** What it stands for in both products. */
export const EACH_ONCE: Constraint = {
  rule: "must have each of its members once",
  holds: hasEachOnce,
  condition: (ref) => `length(distinct(${ref})) == length(${ref})`,
};
