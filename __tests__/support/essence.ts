import { gunzipSync } from "node:zlib";
import { Json, StateModule } from "../../harness/terraform-types";

/** A resource in a plan or a state. */
export interface Resource {
  readonly type: string;
  readonly values?: Readonly<Record<string, Json>>;
}

/** The resources of a module and of those in it, without look-ups. */
export function managedIn({ resources = [], child_modules: children = [] }: StateModule): Resource[] {
  return [...resources.filter(({ mode }) => mode === "managed"), ...children.flatMap(managedIn)];
}

/** What is nobody's choice, or a path on this computer. */
const LEFT_OUT = new Set(["create_date", "id", "policy_id", "resource_id", "source", "unique_id"]);

/** Whatever AWS or Terraform draws anew for each resource, in texts: times, ids, suffixes, addresses. Longer ones first: a part of them may look like a shorter one. */
const DRAWN: readonly [pattern: RegExp, instead: string][] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "*"],
  [/\b\d{4}-\d\d-\d\d[T ][\d:.]+Z?/g, "*"],
  [/\b20\d{16}[0-9a-f]{8}(-[A-Za-z]{6})?\b/g, "*"],
  [/\b127\.0\.0\.1:\d+/g, "*"],
  [/\b(ec2-|ip-)?(127|10)([.-]\d+){3}\b(?!\/)/g, "*"],
  [/\b[A-Z0-9]{14,32}\b/g, "*"],
  [/(?<=\.)[a-z0-9]{6}(?=\.use1\.cache)/g, "*"],
  [/\b([a-z]{1,8})-[0-9a-f]{8,17}\b/g, "$1-*"],
  [/\b[0-9a-f]{16,64}\b/g, "*"],
];

/** What resources are, by their types, without what is drawn anew each time they are made; in order. */
export function essenceOf(resources: readonly Resource[]): Record<string, string[]> {
  const essence: Record<string, string[]> = {};
  // In a plan, what has no value that is known has none at all.
  for (const { type, values = {} } of resources)
    (essence[type] ??= []).push(JSON.stringify(plain(values), undefined, 1));
  for (const all of Object.values(essence)) all.sort();
  return essence;
}

/** With the keys of objects in order, and what is compressed read. */
function plain(value: Json): Json {
  if (typeof value === "string") return withoutDrawn(readable(value));
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const chosen = Object.entries(value).filter(([key]) => !LEFT_OUT.has(key));
  const entries = chosen.sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, plain(item as Json)]));
}

/** User data as the bootstrap that it is, with the files that it brings. */
function readable(text: string): string {
  if (!text.startsWith("H4sI")) return text;
  const bootstrap = withoutDrawn(gunzipSync(Buffer.from(text, "base64")).toString());
  return bootstrap.replace(/[A-Za-z0-9+/]{24,}={0,2}/g, (word) => {
    const decoded = Buffer.from(word, "base64").toString();
    return /^[\t\n\x20-\x7e]*$/.test(decoded) ? decoded : word;
  });
}

function withoutDrawn(text: string): string {
  return DRAWN.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text);
}
