import { Token, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { MultiAz } from "../../modules";
import { creationStackOf } from "../../modules/definition";

/** A pattern that makes a token, an error, and whatever else it is told to. */
class Pattern extends Construct {
  readonly stack: readonly string[];
  readonly error: Error;

  constructor(scope: Construct, id: string, more: (inside: Construct) => void = () => undefined) {
    super(scope, id);
    using _stack = creationStackOf(new.target);
    more(this);
    this.stack = stackOfToken();
    this.error = new Error("made inside");
  }
}

class Derived extends Pattern {}

const stackOfToken = () => Token.asAny("a token").creationStack;
const scope = () => new TerraformStack(Testing.app(), "stack");
const here = expect.stringContaining(__filename) as string;

function made(pattern: typeof Pattern): Pattern {
  return new pattern(scope(), "one");
}

test.each([Pattern, Derived])("a token of %p was created where the pattern was made", (pattern) => {
  const [first] = made(pattern).stack;
  expect(first).toEqual(here);
  expect(first).toMatch(/^made /);
});

test("errors keep their own stack", () => {
  const { error } = made(Pattern);
  expect(error.stack).toContain("made inside");
  expect(error.stack).toContain("new Pattern");
});

test("tokens of a pattern in a pattern were created where the outer one was made", () => {
  let inner: Pattern | undefined;
  const outer = new Pattern(scope(), "outer", (inside) => {
    inner = new Pattern(inside, "inner");
  });
  expect(inner?.stack).toEqual(outer.stack);
});

test.each([
  { what: "after it", act: () => void made(Pattern) },
  {
    what: "after one that failed",
    act: () => expect(() => new Pattern(scope(), "one", () => fail())).toThrow("it failed"),
  },
  {
    what: "after a config that was refused",
    act: () => expect(() => new MultiAz(scope(), "one", {} as never)).toThrow("name"),
  },
])("$what, stacks are whole again", ({ act }) => {
  const { captureStackTrace } = Error;
  act();
  expect(Error.captureStackTrace).toBe(captureStackTrace);
  expect(stackOfToken()[0]).not.toMatch(/^made /);
  expect(stackOfToken().join()).toContain("stackOfToken");
});

function fail(): never {
  throw new Error("it failed");
}
