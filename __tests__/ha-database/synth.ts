import { HaDatabase } from "../../modules";
import { synthesizer } from "../support/synthesized";
import { smallest } from "./configs";

export { Resources } from "../support/synthesized";

export const { synth, resources } = synthesizer(HaDatabase, "db", smallest);
