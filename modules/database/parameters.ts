import { TerraformElement } from "cdktf";
import { hcl } from "../definition";
import { tlsParameter } from "./engine";
import { DatabaseInput } from "./inputs";

/** Writes the parameters of a parameter group: those of the user, and the one that forces TLS. */
export function setParameters(group: TerraformElement, input: DatabaseInput): void {
  const tls = tlsParameter(input.engine);
  const own = input.parameters.map(({ name, value, applyMethod }) => ({ name, value, method: applyMethod }));
  group.addOverride("dynamic.parameter", {
    for_each: hcl`concat([{ name = ${tls.name}, value = ${tls.value}, method = "immediate" }], ${own})`,
    content: {
      name: "${parameter.value.name}",
      value: "${parameter.value.value}",
      apply_method: "${parameter.value.method}",
    },
  });
}
