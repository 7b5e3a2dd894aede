import { gzipSync } from "node:zlib";
import { essenceOf } from "./support/essence";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const userData = (file: string, id: string) =>
  gzipSync(`write_file /etc/shop/environment ${base64(file)}\nsecret arn:aws:x:${id}`).toString("base64");

const template = (file: string, id: string) => ({
  type: "aws_launch_template",
  values: { id, name: `shop-${id}`, tags: { a: "1", b: "2" }, user_data: userData(file, id) },
});
const [ONE, OTHER] = ["2026112602431958580000001d", "2027010203040506070000002e"];
const FILE = "TIER=customers\nDATABASE_URL=postgresql://dbadmin@orders";

test("what was drawn anew makes no difference, nor does the order of resources and keys", () => {
  const [first, second] = [template(FILE, ONE!), template("TIER=staff\nDATABASE_URL=postgresql://", ONE!)];
  const { values } = template(FILE, OTHER!);
  const again = { type: "aws_launch_template", values: { ...values, tags: { b: "2", a: "1" } } };
  expect(essenceOf([second, again])).toEqual(essenceOf([first, second]));
});

test("a value makes a difference, also one in a file of the user data", () => {
  const { type, values } = template(FILE, ONE!);
  const essence = essenceOf([{ type, values }]);
  expect(essenceOf([{ type, values: { ...values, tags: { a: "1", b: "3" } } }])).not.toEqual(essence);
  expect(essenceOf([template(FILE.replace("customers", "customer"), ONE!)])).not.toEqual(essence);
});
