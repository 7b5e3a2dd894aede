export { BootstrapInstance } from "./bootstrap-instance/bootstrap-instance";
export { BootstrapInstanceConfig } from "./bootstrap-instance/inputs";
export { InputError } from "./definition/input-error";
export { MultiAz } from "./multi-az/multi-az";
export { MultiAzConfig } from "./multi-az/inputs";
