import { camelCase, snakeCase } from "../../modules/definition/names";

test.each([
  ["certificateArn", "certificate_arn"],
  ["userDataBase64", "user_data_base64"],
  ["ipv6CidrBlock", "ipv6_cidr_block"],
  ["name", "name"],
])("%s is %s in Terraform, and back again", (camel, snake) => {
  expect(snakeCase(camel)).toBe(snake);
  expect(camelCase(snake)).toBe(camel);
});

test("a folder's name becomes a TypeScript name", () => expect(camelCase("multi-az")).toBe("multiAz"));
