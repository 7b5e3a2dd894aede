import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { App } from "cdktf";
import { Construct } from "constructs";
import {
  attributeAtKey,
  attributeByKey,
  attributeOfEach,
  byIndex,
  EACH_KEY,
  EACH_VALUE,
  repeat,
  text,
} from "../../modules/definition";
import { ModuleStack } from "../../publisher/module-stack";
import { resolved, tokens } from "./resolved";

test("a repeated resource has an instance for each member of a list that only Terraform knows", () => {
  const stack = new ModuleStack(new App({ skipValidation: true }), "module");
  const pattern = new Construct(stack, "this");
  const topic = new SnsTopic(pattern, "topic", { name: text`${EACH_KEY}-${EACH_VALUE}` });
  repeat(topic, byIndex(tokens.list));
  const arns = attributeOfEach(topic, "arn");
  const { resource } = stack.toModule().main as { resource: { aws_sns_topic: object } };
  expect(resource.aws_sns_topic).toEqual({
    topic: {
      name: "${each.key}-${each.value}",
      for_each: "${{ for index, member in var.list : index => member }}",
    },
  });
  expect(resolved(arns)).toBe("${values(aws_sns_topic.topic)[*].arn}");
  expect(resolved(attributeByKey(topic, "arn"))).toBe(
    "${{ for key, one in aws_sns_topic.topic : key => one.arn }}",
  );
  expect(resolved(attributeAtKey(topic, "arn"))).toBe("${aws_sns_topic.topic[each.key].arn}");
});
