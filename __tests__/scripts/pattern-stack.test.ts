import { Testing } from "cdktf";
import { PatternStack } from "../../stacks/pattern-stack";

/** The provider of a stack, with this endpoint in the environment. */
function providerAt(endpoint: string): unknown {
  const replaced = jest.replaceProperty(process, "env", { ...process.env, AWS_ENDPOINT_URL: endpoint });
  try {
    const { provider } = JSON.parse(Testing.synth(new PatternStack(Testing.app(), "stack"))) as {
      provider: { aws: unknown[] };
    };
    return provider.aws[0];
  } finally {
    replaced.restore();
  }
}

test("where nothing answers at an endpoint of one's own, the provider does not retry for minutes", () => {
  expect(providerAt("http://127.0.0.1:9")).toMatchObject({ max_retries: 2 });
});

test("in an account of AWS it retries as it does by itself", () => {
  expect(providerAt("")).not.toHaveProperty("max_retries");
});
