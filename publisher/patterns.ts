import { inputs as multiAz } from "../modules/multi-az/inputs";
import { MultiAz } from "../modules/multi-az/multi-az";
import { Pattern } from "./pattern";

/** Every pattern that is published, in the order of the README. */
export const patterns: readonly Pattern[] = [
  { name: "multi-az", directory: "modules/multi-az", inputs: multiAz as never, construct: MultiAz },
];
