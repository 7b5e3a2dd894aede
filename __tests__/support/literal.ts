import { Json } from "../../harness/terraform-types";

/** A config's text means itself; as an argument in Terraform's JSON it would be a template. */
export function literal(value: Json): Json {
  if (typeof value === "string") return value.replace(/([$%])\{/g, "$1$1{");
  if (Array.isArray(value)) return value.map(literal);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [literal(key) as string, literal(item)]),
  );
}
