import { DataAwsSqsQueue } from "@cdktf/provider-aws/lib/data-aws-sqs-queue";
import { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { Built } from "../definition";
import type { JobObserverInput } from "./inputs";
import { MadeQueue } from "./made-queue";

/** What there is to know of a queue, made here or not. */
export interface QueueAttributes {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
}

/** A queue of the user's, and its dead-letter queue where that is named. */
interface FoundQueue {
  readonly queue: DataAwsSqsQueue;
  readonly deadLetters: Built<DataAwsSqsQueue>;
}

/** The queue of the jobs: one that is made here, or one of the user's. */
export class JobQueue extends Construct implements QueueAttributes {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  /** The queues that are made here; `made` is undefined with one of the user's. */
  readonly made: Built<MadeQueue>;
  private readonly found: Built<FoundQueue>;

  constructor(scope: Construct, id: string, input: JobObserverInput, passed: ITerraformDependable[]) {
    super(scope, id);
    const { existing } = input.queue;
    this.made = existing.buildInstead(
      this,
      "made",
      (inner) => new MadeQueue(inner, "Resource", input, passed),
    );
    this.found = existing.build(this, "existing", (inner, { name, deadLetterQueue }) => ({
      queue: new DataAwsSqsQueue(inner, "Resource", { name }),
      deadLetters: deadLetterQueue.build(
        inner,
        "dead_letters",
        (innermost, given) => new DataAwsSqsQueue(innermost, "Resource", { name: given.name }),
      ),
    }));
    const either = (select: (queue: QueueAttributes) => string) =>
      this.made.read(({ queue }) => select(queue)).or(this.found.read(({ queue }) => select(queue)).or(""));
    this.name = either(({ name }) => name);
    this.url = either(({ url }) => url);
    this.arn = either(({ arn }) => arn);
  }

  /** Something of the dead-letter queue; absent where a queue of the user's has none, or none that was named. */
  deadLetters(select: (queue: QueueAttributes) => string): string | undefined {
    const found = this.found.read(({ deadLetters }) => deadLetters.read(select));
    return this.made.read(({ deadLetters }) => select(deadLetters)).or(found.orNull as string);
  }
}
