export { bind, Binding, defineInputs, Inputs, moduleConfig, Rules } from "./bind";
export { Bound, Built, BuiltEach, Each, Feature, Items } from "./bound";
export { CheckBlock } from "./check-block";
export { creationStackOf } from "./creation-stack";
export { rulesOfEach } from "./each-rules";
export { EphemeralResource } from "./ephemeral-resource";
export { Expression, Flag, hcl, text } from "./expression";
export { given } from "./feature";
export { Guard } from "./guard";
export { InputError, Problem } from "./input-error";
export { InstanceScope } from "./instance-scope";
export { Maybe, noValue } from "./maybe";
export { nestedBlocks } from "./nested-blocks";
export { operator } from "./operator";
export * from "./operators";
export * from "./text-operators";
export {
  attributeAtKey,
  attributeByKey,
  attributeOfEach,
  byIndex,
  byMember,
  EACH_KEY,
  EACH_VALUE,
  repeat,
} from "./repeat";
export { Rule } from "./rule";
export { flag, InputSchema } from "./schema";
