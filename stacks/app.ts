// Before what loads zod.
import "./english-only";
import { Annotations, App } from "cdktf";
import { stacks } from ".";

/** What the app is made with. */
export interface AppOptions {
  /** Folder for the result; cdktf's own unless given. */
  readonly outdir?: string;
  /** Leave out cdktf's own checks, one of which starts Terraform. Default false. */
  readonly skipValidation?: boolean;
  /** What cdktf shall tell whoever runs it, beside the result. */
  readonly advice?: string;
}

/** Synthesizes every stack of `main.ts`; returns the app, which knows the folder. */
export function synthesize({ advice, ...options }: AppOptions = {}): App {
  const app = new App(options);
  for (const [name, Stack] of Object.entries(stacks)) new Stack(app, name);
  // cdktf prints the notes of stacks only; on the first one, so that it is said once.
  const [first] = app.node.children;
  if (advice !== undefined && first !== undefined) Annotations.of(first).addWarning(advice);
  app.synth();
  return app;
}
