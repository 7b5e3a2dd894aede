/** Numbers that look random and are the same at each run, everywhere. */
export class Random {
  /** @param state Another number gives other numbers. */
  constructor(private state: number) {}

  /** From 0 to 1, without 1. The generator is Park and Miller's. */
  next(): number {
    this.state = (this.state * 48271) % 2147483647;
    return (this.state - 1) / 2147483646;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }
}
