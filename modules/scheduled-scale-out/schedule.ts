import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingSchedule } from "@cdktf/provider-aws/lib/autoscaling-schedule";
import { DataResource, ITerraformDependable, TerraformLocal, Token } from "cdktf";
import { Construct } from "constructs";
import {
  CheckBlock,
  choose,
  equal,
  Expression,
  Flag,
  hcl,
  lessThan,
  Maybe,
  repeat,
  Rule,
  sizeOf,
  some,
  text,
} from "../definition";
import { rawHcl } from "../definition/expression";
import type { ScheduledScaleOutInput } from "./inputs";
import { initialMin } from "./initial-size";
import { PlanTimes } from "./plan-times";

/**
 * The scheduled actions of a group. One resource for all of them, over a map that Terraform computes: which of them
 * have passed is known at plan only.
 */
export class Schedule extends Construct {
  /** Names of the scheduled actions: `office/open`, `office/close`, and the action's own for a single one. */
  readonly actionNames: Record<string, string>;
  /** Those of them that are left out since their time has passed, with that time. */
  readonly skipped: Record<string, string>;
  /** The floor that the group is made with. */
  readonly initialMin: number;
  /** What has to hold before anything is created. */
  readonly rules: Rule[];
  private readonly ahead: Expression;
  /** The names of all actions, also of those that have passed. */
  private readonly names: Expression;

  constructor(
    scope: Construct,
    id: string,
    private readonly input: ScheduledScaleOutInput,
  ) {
    super(scope, id);
    const windows = this.local("windows", windowsOf(input));
    const edges = this.local("edges", edgesOf(input, windows));
    // A time that has passed is refused by Auto Scaling, at each apply anew; its own copy it has deleted.
    this.ahead = this.local(
      "ahead",
      hcl`{ for key, edge in ${edges} : key => edge if edge.at == null ? true : timecmp(edge.at, plantimestamp()) > 0 }`,
    );
    this.skipped = Token.asStringMap(
      hcl`tomap({ for key, edge in ${edges} : key => edge.at if !contains(keys(${this.ahead}), key) })`,
    );
    this.names = this.local("names", hcl`{ for key, edge in ${edges} : key => ${this.nameOf()} }`);
    this.actionNames = Token.asStringMap(
      hcl`tomap({ for key in keys(${this.ahead}) : key => ${this.names}[key] })`,
    );
    const times = new PlanTimes(this, windows, this.ahead);
    this.initialMin = Token.asNumber(this.local("initial", initialMin(input, windows, times.weeks)));
    this.rules = times.rules;
    new CheckBlock(this, "past", [this.nothingIsPast()]);
  }

  /**
   * Puts the actions on the group.
   *
   * @param passed What the first of it waits for: the guard over the rules.
   */
  apply(group: AutoscalingGroup, passed: ITerraformDependable[]): AutoscalingSchedule {
    const actions = new AutoscalingSchedule(this, "action", {
      scheduledActionName: Token.asString(hcl`${this.names}[each.key]`),
      autoscalingGroupName: group.name,
      // Minus one is the provider's word for "as it was": it sends nothing then, and a zero for what is left out.
      minSize: Token.asNumber(hcl`each.value.min == null ? -1 : each.value.min`),
      maxSize: -1,
      desiredCapacity: Token.asNumber(hcl`each.value.desired == null ? -1 : each.value.desired`),
      recurrence: Token.asString(hcl`each.value.recurrence`),
      timeZone: Token.asString(hcl`each.value.time_zone`),
      startTime: Token.asString(hcl`each.value.at`),
      dependsOn: [this.removedFirst(passed)],
    });
    repeat(actions, this.ahead);
    return actions;
  }

  /**
   * The name says what the action does, so that a changed one is another one. Changed in place, it would be sent with
   * the start time that AWS filled in for the old one: it would skip its next turn, or be refused as past.
   */
  private nameOf(): Expression {
    const content = hcl`jsonencode([edge.recurrence, edge.time_zone, edge.at, edge.min, edge.desired])`;
    return hcl`join("-", [${this.input.name}, replace(key, "/", "-"), substr(sha256(${content}), 0, 6)])`;
  }

  /**
   * Auto Scaling takes no two actions at one time. What an action waits for is replaced with every change of any of
   * them, and goes after all that are removed: a window that is renamed is gone before it comes again. That one has
   * passed is no change.
   */
  private removedFirst(dependsOn: ITerraformDependable[]): DataResource {
    const order = new DataResource(this, "removed_first", { dependsOn });
    order.addOverride("triggers_replace", hcl`values(${this.names})`);
    return order;
  }

  private nothingIsPast(): Rule {
    const list = hcl`join(", ", [for key, at in ${this.skipped} : "\${key} at \${at}"])`;
    return {
      input: "windows",
      holds: hcl`length(${this.skipped}) == 0`,
      message: text`windows and actions have edges whose time has passed, which are left out: ${list}.`,
    };
  }

  private local(id: string, expression: Expression): Expression {
    return new TerraformLocal(this, id, expression).asBoolean as Expression;
  }
}

/** The windows, with every field there or null. */
function windowsOf({ windows }: ScheduledScaleOutInput): Expression {
  const all = windows.map((_, { from, to, timeZone, at, until, min, desired }) => ({
    ...{ from: from.orNull, to: to.orNull, time_zone: timeZone.or("UTC"), zone: zoneOf(at, timeZone) },
    ...{ at: at.orNull, until: until.orNull, min, desired: desired.orNull },
  }));
  return hcl`${all}`;
}

/** The zone by which times are compared. */
function zoneOf(at: Maybe<string>, timeZone: Maybe<string>): string {
  const zone = timeZone.or("UTC");
  return choose(some(at.isGiven, equal(zone, "Etc/UTC")), "UTC", zone);
}

/** Every edge by its key: two of each window, and the single actions. */
function edgesOf(input: ScheduledScaleOutInput, windows: Expression): Expression {
  const actions = input.actions.map((_, { recurrence, timeZone, at, min, desired }) => ({
    ...{ recurrence: recurrence.orNull, time_zone: timeZone.or("UTC"), zone: zoneOf(at, timeZone) },
    ...{ at: at.orNull, min: min.orNull, desired: desired.orNull },
  }));
  const { min } = input.capacity;
  const opens = edge("windows", "from", "at", hcl`one.min`, desiredAt(input, hcl`one.min`, hcl`one.desired`));
  const closes = edge("windows", "to", "until", hcl`${min}`, desiredAt(input, hcl`${min}`));
  const single = edge("actions", "recurrence", "at", hcl`one.min`, hcl`one.desired`);
  return hcl`merge({ for name, one in ${windows} : "\${name}/open" => ${opens} }, { for name, one in ${windows} : "\${name}/close" => ${closes} }, { for name, one in ${actions} : name => ${single} })`;
}

/** One edge of `one`, which is called `name` in its map. */
function edge(map: string, cron: string, once: string, min: Expression, desired: Expression): Expression {
  const [recurrence, at] = [rawHcl(`one.${cron}`), rawHcl(`one.${once}`)];
  const path = rawHcl(`"${map}[\\"\${name}\\"].\${one.${once} == null ? "${cron}" : "${once}"}"`);
  const window = rawHcl(map === "windows" ? "name" : "null");
  return hcl`{ path = ${path}, window = ${window}, recurrence = ${recurrence}, time_zone = ${at} == null ? one.time_zone : null, zone = one.zone, at = ${at}, min = ${min}, desired = ${desired} }`;
}

/**
 * What the edge of a window does to the number of instances. A policy that follows the load knows best; where there is
 * none, the number is the floor: nothing else would ever take away what a window has launched.
 */
function desiredAt({ scaling }: ScheduledScaleOutInput, floor: Expression, given?: Expression): Expression {
  const { cpu, requests, metrics, steps } = scaling;
  const others = some(isAny(metrics.keys), isAny(steps.keys));
  const own = hcl`${some(cpu.isGiven, requests.isGiven, others)} ? null : ${floor}`;
  return given === undefined ? own : hcl`${given} != null ? ${given} : ${own}`;
}

function isAny(keys: string[]): Flag {
  return lessThan(0, sizeOf(keys));
}
