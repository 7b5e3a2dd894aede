import { Report } from "../terminal/step";

/** Seconds that the AWS provider waits for a resource of a type whatever AWS says; they look like a standstill. */
const KNOWN_WAITS: Readonly<Record<string, number>> = { aws_lb: 60 };

/** Turns Terraform's lines into one about how far it is. */
export class Progress {
  private total = 0;
  private done = 0;
  private readonly busy = new Map<string, number>();

  constructor(private readonly report: Report) {}

  /** Takes one line of `terraform apply -json`, in plain text. */
  line(text: string): void {
    const plan = /^Plan: (\d+) to add, (\d+) to change, (\d+) to destroy/.exec(text);
    if (plan) this.total = plan.slice(1).reduce((sum, number) => sum + Number(number), 0);
    const begun = /^(\S+): (?:Creating|Modifying|Destroying)\.\.\./.exec(text);
    if (begun) this.busy.set(begun[1]!, 0);
    const waiting = /^(\S+): Still \w+\.\.\. \[(?:id=\S+, )?(?:(\d+)m)?(\d+)s elapsed\]/.exec(text);
    if (waiting) this.busy.set(waiting[1]!, Number(waiting[2] ?? 0) * 60 + Number(waiting[3]));
    const ended = /^(\S+): \w+ complete after/.exec(text);
    if (ended && this.busy.delete(ended[1]!)) this.done++;
    if (this.total > 0 && (plan ?? begun ?? waiting ?? ended)) this.report(this.toString());
  }

  /** Such as `9 of 22 resources; aws_lb: 20 s of about 60 s`. */
  toString(): string {
    const so = `${this.done} of ${this.total} resources`;
    const [longest] = [...this.busy].sort(([, a], [, b]) => b - a);
    if (longest === undefined) return so;
    const [address, seconds] = longest;
    const type = address.split(".").at(-2) ?? address;
    const wait = KNOWN_WAITS[type];
    if (seconds === 0) return `${so}; ${type}`;
    return wait === undefined
      ? `${so}; ${type}: ${seconds} s`
      : `${so}; ${type}: ${seconds} of about ${wait} s, the provider's own wait`;
  }
}
