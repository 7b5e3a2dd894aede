/** One refused value: which input, which rule, which value. */
export interface Problem {
  /** Path of the input, `capacity.needed` or `windows["office"].min`. */
  readonly input: string;
  /** The whole sentence, with the input, the rule and the value. */
  readonly message: string;
}

/** Inputs that a pattern refuses; it names every one of them, not just the first. */
export class InputError extends Error {
  constructor(
    pattern: string,
    /** Every refused value. */
    readonly problems: readonly Problem[],
  ) {
    const count = problems.length === 1 ? "1 input is" : `${problems.length} inputs are`;
    super(`${pattern}: ${count} refused\n${problems.map(({ message }) => `  - ${message}`).join("\n")}`);
    this.name = "InputError";
  }
}
