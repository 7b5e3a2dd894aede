import { ScheduledScaleOut } from "../../modules";
import { synthesizer } from "../support/synthesized";
import { smallest } from "./configs";

export { Resources } from "../support/synthesized";

export const { synth, resources } = synthesizer(ScheduledScaleOut, "web", smallest);
