import { join } from "node:path";
import { runProcess } from "../../harness/run-process";
import { cloudInitSchema } from "./cloud-init-schema";
import { judgesPython } from "./environment";
import { InstanceText } from "./instance-texts";

/** What the schema of cloud-init says of cloud-config: a line for each finding. The same text is judged once. */
export async function cloudInit(configs: readonly InstanceText[]): Promise<string[]> {
  const [python, schema] = [await judgesPython(), await cloudInitSchema()];
  const byText = new Map(configs.map(({ from, text }) => [text, from]));
  const found: string[] = [];
  for (const [text, from] of byText) {
    const args = [join(__dirname, "cloud_config.py"), schema, text];
    const { stdout, stderr, exitCode } = await runProcess(python, args);
    if (exitCode !== 0) throw new Error(`${from} could not be judged:\n${stderr}`);
    const lines = stdout.split("\n").filter((line) => line !== "");
    found.push(...lines.map((line) => `${from} ${line}`));
  }
  return found;
}
