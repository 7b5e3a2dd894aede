export { InputError } from "./definition/input-error";
export { MultiAz } from "./multi-az/multi-az";
export { MultiAzConfig } from "./multi-az/inputs";
export { ScheduledScaleOut } from "./scheduled-scale-out/scheduled-scale-out";
export { ScheduledScaleOutConfig } from "./scheduled-scale-out/inputs";
export { Schedule, ScheduleAction, ScheduleWindow } from "./schedule/edges";
export { simulate, Step, Timeline } from "./schedule/simulate";
export { Conflicts, conflictsOf } from "./schedule/conflicts";
