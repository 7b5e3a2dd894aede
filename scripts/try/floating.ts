import { awsJson, awsQuery } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";
import { ExecutionState } from "../../harness/emulator-types";
import { until } from "../../harness/until";
import { columns } from "../terminal/columns";
import { Break, Scenario, Scene } from "./scenario";

/** What differs between the scenarios of what floats. */
export type FloatingTexts = Pick<Scenario, "pattern" | "title" | "deployment"> & {
  /** What floats, in a sentence: `the address`. */
  readonly what: string;
  /** What AWS and the pattern do when the holder stops, with the times that AWS takes. */
  readonly whenItStops: string;
};

type Names = Readonly<Record<string, string>>;

/** The instances of the members, by name. */
const membersOf = ({ outputs }: Scene) => outputs.members as Names;

/** The instance that holds the public address, which goes with all that floats. */
const holderOf = ({ state }: Scene): string | undefined => state.addresses[0]?.instance ?? undefined;

const nameOf = (scene: Scene, instance: string | undefined) =>
  Object.keys(membersOf(scene)).find((name) => membersOf(scene)[name] === instance);

function steady(scene: Scene): true | string {
  const running = scene.state.executions.filter(({ status }) => status === "RUNNING").length;
  if (running > 0) return "The controller is at work.";
  return nameOf(scene, holderOf(scene)) !== undefined || "Nobody holds it.";
}

/** An instance is stopped or started, and the controller has done what it does about that. */
async function change(emulator: Emulator, action: string, instance: string): Promise<void> {
  await awsQuery(emulator, "ec2", "2016-11-15", { Action: action, "InstanceId.1": instance });
  await settled(emulator);
}

/** No execution is under way. */
async function settled(emulator: Emulator): Promise<void> {
  await until("the controller has done its work", async () =>
    (await emulator.state()).executions.every(({ status }) => status !== "RUNNING"),
  );
}

/** Instances that somebody has stopped here. */
const stopped = new Set<string>();

function stop({ what, whenItStops }: FloatingTexts): Break {
  return {
    name: "Stop the holder",
    explain: whenItStops,
    choices: (scene) => [holderOf(scene)].filter((id) => id !== undefined && !stopped.has(id)) as string[],
    run: async (emulator, instance) => {
      stopped.add(instance);
      await change(emulator, "StopInstances", instance);
    },
    recovered: (scene, lost) => (holderOf(scene) === lost ? `${lost} still holds ${what}.` : steady(scene)),
  };
}

function startAgain({ what }: FloatingTexts): Break {
  let holder: string | undefined;
  return {
    name: "Start it again",
    explain: `Nothing moves: ${what} stays where it is, until somebody wants it back.`,
    choices: (scene) => {
      holder = holderOf(scene);
      return Object.values(membersOf(scene)).filter((id) => stopped.has(id));
    },
    run: async (emulator, instance) => {
      stopped.delete(instance);
      await change(emulator, "StartInstances", instance);
    },
    recovered: (scene) => (holderOf(scene) === holder ? steady(scene) : `${what} has moved without need.`),
  };
}

/** The ARN of the machine comes with the choices, which know the deployment. */
function moveBack({ what }: FloatingTexts): Break {
  let stateMachineArn = "";
  let members: Names = {};
  return {
    name: "Move it to another member",
    explain: `One command, as in the output move_commands, moves ${what}; nothing else changes, and Terraform has nothing to do afterwards.`,
    choices: (scene) => {
      members = membersOf(scene);
      stateMachineArn = String(scene.outputs.state_machine_arn);
      return Object.keys(members).filter(
        (name) => members[name] !== holderOf(scene) && !stopped.has(members[name]!),
      );
    },
    run: async (emulator, target) => {
      const input = JSON.stringify({ target });
      await awsJson(emulator, "states", "AWSStepFunctions.StartExecution", { stateMachineArn, input });
      await settled(emulator);
    },
    recovered: (scene, target) =>
      nameOf(scene, holderOf(scene)) === target ? steady(scene) : `${target} does not hold ${what}.`,
  };
}

function show(scene: Scene): string[] {
  const rows = Object.entries(membersOf(scene)).map(([name, id]) => [
    name,
    id,
    stopped.has(id) ? "stopped" : "running",
    id === holderOf(scene) ? `holds ${scene.state.addresses[0]!.publicIp}` : "",
  ]);
  return columns([["MEMBER", "INSTANCE", "STATE", ""], ...rows]);
}

/** What the controller has done, a line each. */
async function happenings(emulator: Emulator): Promise<string[]> {
  return (await emulator.state()).executions.filter(({ status }) => status !== "RUNNING").map(sentence);
}

function sentence({ input, output, error }: ExecutionState): string {
  const { trigger, target } = (input ?? {}) as { trigger?: { event?: string }; target?: string };
  const because = trigger?.event ?? (target === undefined ? "A look" : `The command to move to ${target}`);
  if (error !== null) return `${because}: the controller failed (${error}).`;
  const { moved, to } = (output ?? {}) as { moved?: boolean; to?: string };
  return `${because}: the controller ${moved ? `moved it to ${to}` : "found nothing to do"}.`;
}

/** A scenario of what floats between members that the stack's output `members` names. */
export function floatingScenario(texts: FloatingTexts): Scenario {
  const { pattern, title, deployment } = texts;
  return {
    pattern,
    title,
    deployment,
    prepare: () => {
      stopped.clear();
      return Promise.resolve();
    },
    show,
    steady,
    happenings,
    breaks: [stop(texts), startAgain(texts), moveBack(texts)],
  };
}
