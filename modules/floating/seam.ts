import { Statement } from "../policy";
import { Condition, Json, States } from "./asl";

/**
 * What differs between a floating IP and a floating interface: how it is read, moved and verified. All else (who is
 * well, who is next, who may hear of it) is the controller's, for both alike.
 */
export interface Floating {
  /** What it is, for names and messages: `floating-ip`. */
  readonly kind: string;
  /** What stands at `$.floating` from the beginning: ids, numbers. */
  readonly data: Json;
  /**
   * States that find out where it is: `$.place.instance` is the id of the instance that holds it, or `none`. The first
   * one has the name `entry`, every other one begins with it. Called for several entries.
   */
  read(entry: string, next: string): States;
  /** After `read`: it is not wholly where `$.place.instance` says, as after a move that was cut short. */
  readonly scattered: Condition;
  /**
   * What is kept of DescribeInstances with one member's running instance, for `record` and `unfit`: paths that select
   * lists, as the result may be empty. `ids` is there already.
   */
  readonly find: Json;
  /** Whether a member cannot take it, from what `find` has kept at `$.found`; for a member that does not hold it. */
  readonly unfit: readonly Condition[];
  /** What is added to a member's record, from `$.found`; `key` and `instanceId` are there already. */
  readonly record: Json;
  /**
   * States that move it to the member whose record is at `$.attempt.target`, and see to it that it has arrived. The
   * first one has the name `Move`. It goes on to `Moved`, or to `NextCandidate` where this member could not take it, and
   * ends in a Fail of its own where something is wrong that the next member would not mend.
   */
  readonly move: States;
  /** Statements of the role for its calls, beside what every controller may: see `permissions.ts`. */
  readonly statements: readonly Statement[];
}

/** State that a seam's `move` goes on to when it has arrived. */
export const MOVED = "Moved";

/** State that a seam's `move` goes on to when this member could not take it. */
export const NEXT_CANDIDATE = "NextCandidate";

/** One member as the controller's table has it, at `$.members`. Values may be tokens. */
export interface MemberEntry {
  /** Name of the member. */
  readonly key: string;
  /** Filter of DescribeInstances that finds its instance: by id, or by the group that keeps it. */
  readonly filter: { readonly Name: string; readonly Values: readonly string[] };
  /** Names of the caller's own alarms. */
  readonly alarms: readonly string[];
}
