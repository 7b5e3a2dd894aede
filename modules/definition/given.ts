import { Expression } from "./expression";

/**
 * What a chain of conditions was made of, by its text: conditions are texts to all who read them, and one that a
 * chain has already shall not be asked for again.
 */
const madeOf = new Map<string, readonly string[]>();

/**
 * Both HCL conditions; the inner one may be read only where the outer one holds. A chain of conditionals, since
 * Terraform evaluates both sides of `&&`, with each condition once.
 */
export function both(outer: string | undefined, inner: string): string {
  if (outer === undefined) return inner;
  const conditions = [...new Set([outer, inner].flatMap((one) => madeOf.get(one) ?? [one]))];
  const chain = conditions.reduceRight((rest, condition) => `(${condition} ? ${rest} : false)`);
  madeOf.set(chain, conditions);
  return chain;
}

/** Whether something optional is given, in the published module. */
export class Given extends Expression {
  constructor(private readonly condition: string) {
    super([condition], []);
  }

  /** Whether the other one is given, too. */
  and(other: Given): Given {
    return new Given(both(this.condition, other.condition));
  }
}
