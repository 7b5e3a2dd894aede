/** A pattern as it is and as it is after the failure, side by side. */
export interface Picture {
  /** What the picture shows, for those who cannot see it. */
  readonly alt: string;
  /** Frames around boxes, such as zones, by their words: the same before and after. */
  readonly areas?: Readonly<Record<string, readonly string[]>>;
  readonly states: readonly [before: State, after: State];
}

/** One half of a picture. */
export interface State {
  readonly caption: string;
  /**
   * Where the boxes are, as in CSS's grid-template-areas: a line for each row, a word for each column, `.` for
   * nothing. A name that stands in several cells is one box over all of them.
   */
  readonly grid: readonly string[];
  /** The words in each box by its name in the grid; a second line after `\n` is set smaller. */
  readonly boxes: Readonly<Record<string, string>>;
  /**
   * From a box to a box, with words after a colon: `clients > balancer: HTTPS`.
   *
   * `>` leads there, `+` leads there since the failure, `x` no longer leads there, `~` copies data there.
   */
  readonly arrows: readonly string[];
  /** Boxes and areas that failed. */
  readonly lost?: readonly string[];
  /** Boxes that took over. */
  readonly took?: readonly string[];
}
