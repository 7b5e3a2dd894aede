import { App, DefaultTokenResolver, StringConcat, TerraformStack, Token, Tokenization } from "cdktf";
import { rawHcl } from "../../modules/definition/expression";

const scope = new TerraformStack(new App({ skipValidation: true, outdir: "cdktf.out" }), "resolved");

/** What Terraform gets to read: the value with its tokens resolved. */
export function resolved(value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope, resolver, preparing: false });
}

/** Tokens of each kind that cdktf has. */
export const tokens = {
  string: Token.asString(rawHcl("var.string")),
  number: Token.asNumber(rawHcl("var.number")),
  boolean: rawHcl("var.boolean"),
  list: Token.asList(rawHcl("var.list")),
  numberList: Token.asNumberList(rawHcl("var.number_list")),
  map: Token.asStringMap(rawHcl("var.map")),
};
