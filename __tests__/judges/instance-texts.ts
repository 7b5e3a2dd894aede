import { gunzipSync } from "node:zlib";
import { Json, PlanJson } from "../../harness/terraform-types";
import { stringsIn } from "../../publisher/inspect";

/** A text that an instance gets, and where it is from. */
export interface InstanceText {
  readonly from: string;
  readonly text: string;
}

/** What cloud-init reads of it. */
interface CloudConfig {
  readonly write_files?: readonly { readonly path: string; readonly content: string }[];
}

/** The cloud-config in a plan's resources and outputs, plain, in base64 or gzipped. */
export function cloudConfigs({
  resource_changes: changes = [],
  output_changes = {},
}: PlanJson): InstanceText[] {
  const values: [from: string, value: Json][] = [
    ...changes.map(({ address, change }): [string, Json] => [address, change.after]),
    ...Object.entries(output_changes).map(([name, { after }]): [string, Json] => [name, after ?? null]),
  ];
  return values.flatMap(([from, value]) =>
    stringsIn(value)
      .map(unpacked)
      .filter((text) => text.startsWith("#cloud-config\n"))
      .map((text) => ({ from, text })),
  );
}

/** The scripts among the files that cloud-config writes; a script that is a user's own user data is not ours to judge. */
export function writtenScripts(configs: readonly InstanceText[]): InstanceText[] {
  return configs.flatMap(({ from, text }) => {
    // YAML, of which JSON is a part.
    const { write_files: files = [] } = JSON.parse(text.slice(text.indexOf("\n"))) as CloudConfig;
    return files
      .filter(({ content }) => content.startsWith("#!"))
      .map(({ path, content }) => ({ from: `${from} ${path}`, text: content }));
  });
}

/** The plans that a bootstrap fetches from S3: functions, which its program reads with `source`. */
export function fetchedPlans({ resource_changes: changes = [] }: PlanJson): InstanceText[] {
  return changes
    .filter(({ type, mode }) => type === "aws_s3_object" && mode === "managed")
    .flatMap(({ address, change }) =>
      stringsIn(change.after)
        .filter((text) => text.startsWith("prepare() {\n"))
        .map((text) => ({ from: address, text: `#!/bin/bash\n${text}` })),
    );
}

function unpacked(text: string): string {
  if (!/^[A-Za-z0-9+/]{40,}=*$/.test(text)) return text;
  const bytes = Buffer.from(text, "base64");
  const isGzipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return (isGzipped ? gunzipSync(bytes) : bytes).toString();
}
