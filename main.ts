import { App } from "cdktf";
import { stacks } from "./stacks";

/** `npx cdktf deploy <pattern>` deploys one of these; what may be set is in the README of each pattern. */
const app = new App();
for (const [name, Stack] of Object.entries(stacks)) new Stack(app, name);
app.synth();
