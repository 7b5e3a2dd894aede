import { Emulator } from "../../harness/emulator";
import { EmulatorState } from "../../harness/emulator-types";

/** Outputs of the stack, by their names in Terraform. */
export type Outputs = Readonly<Record<string, unknown>>;

/** What a scenario looks at: what the emulator says, and what the stack has put out. */
export interface Scene {
  readonly state: EmulatorState;
  readonly outputs: Outputs;
}

/** Something that can be broken, or mended, in a deployed pattern. */
export interface Break {
  /** What it does, as a line of the menu: `Lose a zone`. */
  readonly name: string;
  /** What AWS and the pattern do then, with the times that AWS takes; the emulator does most of it at once. */
  readonly explain: string;
  /** What it can be done to now; nothing when it makes no sense now. */
  choices(scene: Scene): string[];
  /** Does it. */
  run(emulator: Emulator, choice: string): Promise<void>;
  /** Whether all is as it should be after it, or what is missing: a sentence. */
  recovered(scene: Scene, choice: string): true | string;
  /** Minutes of the emulator's clock that recovery may take. Default 15. */
  readonly limitMinutes?: number;
}

/** How one pattern is tried out. */
export interface Scenario {
  /** Name of the pattern and of its stack. */
  readonly pattern: string;
  /** What the viewer is about to see, in a sentence. */
  readonly title: string;
  /** Seconds that the deployment takes, and what for. */
  readonly deployment: { readonly seconds: number; readonly because: string };
  /** What has to be said to the emulator before the deployment. */
  prepare?(emulator: Emulator): Promise<void>;
  /** What it has to find out, or to start, before it shows and judges. */
  watch?(emulator: Emulator, scene: Scene): Promise<void>;
  /** Ends what it has started. */
  close?(): Promise<void>;
  /** What runs where, as lines. */
  show(scene: Scene): string[];
  /** Whether the deployment is as it should be, or what is missing: a sentence. */
  steady(scene: Scene): true | string;
  /** All that AWS has done by itself so far, oldest first, as sentences. */
  happenings(emulator: Emulator): Promise<string[]>;
  /** What can be broken and mended, in the order of a tour without questions. */
  readonly breaks: readonly Break[];
}
