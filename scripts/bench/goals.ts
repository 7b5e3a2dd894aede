/** What `npm run bench` holds the ratios to: at most so much. */
export const GOALS = {
  /** Start and synthesis of an app with a pattern, over those of its resources in plain cdktf. */
  cold: 1.3,
  /** Time of an instance of a pattern, over that of its resources in plain cdktf. */
  time: 1.25,
  /** Memory, likewise. */
  memory: 1.25,
  /** Time of 1,000 instances at once over that of ten times 100, without what plain cdktf grows by itself: linear, up to what cannot be told from it. */
  growth: 1.1,
} as const;

/** What a ratio measures. */
export type Goal = keyof typeof GOALS;

/** The ratios of one run that missed their goals. */
export class Verdict {
  private readonly missed: string[] = [];

  /** The ratio as it is printed, with a star where it is above its goal. */
  judge(goal: Goal, what: string, ratio: number): string {
    if (ratio <= GOALS[goal]) return ratio.toFixed(2);
    this.missed.push(`${what}: ${goal} ${ratio.toFixed(2)}, and the goal is at most ${GOALS[goal]}.`);
    return `${ratio.toFixed(2)} *`;
  }

  /** Every missed goal, one a line; nothing when all were met. */
  sentences(): readonly string[] {
    return this.missed;
  }
}
