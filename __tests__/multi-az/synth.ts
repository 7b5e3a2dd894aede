import { MultiAz } from "../../modules";
import { synthesizer } from "../support/synthesized";
import { smallest } from "./configs";

export { Resources } from "../support/synthesized";

export const { synth, resources } = synthesizer(MultiAz, "web", smallest);
