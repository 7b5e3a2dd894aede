import { Emulator } from "../../harness/emulator";
import { EmulatorState, GroupState, TargetState } from "../../harness/emulator-types";
import { Outputs, Scene } from "../../scripts/try/scenario";
import { Deployed } from "../../scripts/try/session";

/** A member of the group and its target. */
export interface Member {
  id: string;
  zone: string;
  health?: string;
}

/** What a scenario sees of a tier in three zones, of which four healthy instances are needed. */
export function sceneOf(members: Member[], zonesDown: string[] = []): Scene {
  const instances = members.map(({ id, zone }) => ({
    id,
    zone,
    lifecycleState: "InService",
    templateVersion: "1",
  }));
  const group: GroupState = { min: 6, desired: 6, max: 12, instances };
  const targets = members.map(({ id, zone, health = "healthy" }): TargetState => ({
    id,
    zone,
    health,
    reason: health === "healthy" ? null : "Target.Timeout",
  }));
  const state: EmulatorState = {
    now: "2026-01-01T00:00:00+00:00",
    region: "us-east-1",
    zonesDown,
    groups: { "web-1": group },
    targetGroups: { "web-2": targets },
    alarms: {},
    databases: {},
    queues: {},
    weightedNames: {},
    addresses: [],
    executions: [],
    scheduledActions: [],
  };
  return { state, outputs };
}

const outputs: Outputs = {
  auto_scaling_group_name: "web-1",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  capacity_after_zone_loss: 4,
};

/** Two members in each of these zones: `a`, `b`, `c`. */
export function pairs(...zones: string[]): Member[] {
  return zones.flatMap((zone) => [1, 2].map((n) => ({ id: `i-${zone}${n}`, zone: `us-east-1${zone}` })));
}

/** A deployment that shows these scenes one after the other, and then the last one for ever. */
export function deployedAs(scenes: Scene[], differs: Partial<Deployed> = {}): Deployed {
  const left = [...scenes];
  return {
    apply: () => Promise.resolve(16),
    plan: () => Promise.resolve({ exitCode: 0, changes: [] } as never),
    destroy: () => Promise.resolve(16),
    look: () => Promise.resolve(left.length > 1 ? left.shift()! : left[0]!),
    leftovers: () => Promise.resolve([]),
    ...differs,
  };
}

/** An emulator that only counts what is asked of it. */
export function emulatorStandIn() {
  const calls: string[] = [];
  const say = (name: string) => (what?: string) => {
    calls.push(what === undefined ? name : `${name} ${what}`);
    return Promise.resolve({ log: [] });
  };
  const assertImplemented = () => Promise.resolve();
  const methods = {
    tick: say("tick"),
    zoneDown: say("zone-down"),
    zoneUp: say("zone-up"),
    assertImplemented,
  };
  return { calls, emulator: methods as unknown as Emulator };
}
