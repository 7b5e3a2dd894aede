/** One line of a metric math: a metric, or an expression over those of other ids. */
export interface Query {
  readonly id: string;
  readonly expression?: string | undefined;
  readonly returned: boolean;
}

/** A number, or nothing where there is no data. */
export type Value = number | undefined;

/**
 * The value of the one line that is returned, as CloudWatch would have it: what is made of a missing value is missing,
 * but for FILL and the branch of an IF that is not taken (Amazon CloudWatch user guide, "Using math expressions").
 *
 * @throws Error unless exactly one line is returned, and for what is no part of the little math that is used here.
 */
export function returnedValue(queries: readonly Query[], metrics: Readonly<Record<string, Value>>): Value {
  const returned = queries.filter((query) => query.returned);
  if (returned.length !== 1) throw new Error(`${returned.length} lines are returned, not one.`);
  const valueOf = (id: string): Value => {
    const query = queries.find((one) => one.id === id);
    if (query === undefined) throw new Error(`There is no line ${id}.`);
    return query.expression === undefined ? metrics[id] : evaluate(query.expression, valueOf);
  };
  return valueOf(returned[0]!.id);
}

type Lookup = (id: string) => Value;
type Node = (lookup: Lookup) => Value;

const parsed = new Map<string, Node>();

function evaluate(expression: string, lookup: Lookup): Value {
  const node = parsed.get(expression) ?? new Parser(expression).whole();
  parsed.set(expression, node);
  return node(lookup);
}

const BINARY: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { ">": (a, b) => Number(a > b), "<": (a, b) => Number(a < b) },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => a / b },
];

/** Comparison, sum, product, and what stands in parentheses or is a call, each level inside of the one before. */
class Parser {
  private readonly tokens: string[];

  constructor(private readonly text: string) {
    this.tokens = text.match(/[A-Za-z_]\w*|[\d.]+|[^\s]/g) ?? [];
  }

  whole(): Node {
    const node = this.level(0);
    if (this.tokens.length > 0) throw this.wrong();
    return node;
  }

  private level(depth: number): Node {
    const operators = BINARY[depth];
    if (operators === undefined) return this.operand();
    let left = this.level(depth + 1);
    for (;;) {
      const operator = operators[this.tokens[0] ?? ""];
      if (operator === undefined) return left;
      this.tokens.shift();
      left = binary(operator, left, this.level(depth + 1));
    }
  }

  private operand(): Node {
    const token = this.tokens.shift() ?? "";
    if (token === "(") return this.closed(this.level(0));
    if (/^[\d.]+$/.test(token)) return () => Number(token);
    if (/^[a-z]/.test(token)) return (lookup) => lookup(token);
    if (this.tokens.shift() !== "(") throw this.wrong();
    return call(token, this.given(), () => this.wrong());
  }

  private given(): Node[] {
    const given = [this.level(0)];
    while (this.tokens[0] === ",") {
      this.tokens.shift();
      given.push(this.level(0));
    }
    this.closed(given[0]!);
    return given;
  }

  private closed(node: Node): Node {
    if (this.tokens.shift() !== ")") throw this.wrong();
    return node;
  }

  private wrong(): Error {
    return new Error(`${this.text} is not understood here, at ${this.tokens.join(" ") || "its end"}.`);
  }
}

/** There is no result where one of both is missing, nor by a division by zero. */
function binary(operator: (a: number, b: number) => number, left: Node, right: Node): Node {
  return (lookup) => {
    const [a, b] = [left(lookup), right(lookup)];
    if (a === undefined || b === undefined) return undefined;
    const result = operator(a, b);
    return Number.isFinite(result) ? result : undefined;
  };
}

function call(name: string, given: readonly Node[], wrong: () => Error): Node {
  const [first, second, third] = given as [Node, Node, Node];
  if (name === "FILL" && given.length === 2) return (lookup) => first(lookup) ?? second(lookup);
  if (name !== "IF" || given.length !== 3) throw wrong();
  return (lookup) => {
    const condition = first(lookup);
    return condition === undefined ? undefined : condition === 0 ? third(lookup) : second(lookup);
  };
}
