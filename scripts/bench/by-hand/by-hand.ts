import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import { cachePath } from "../../../harness/project";
import { programOf, StackJson } from "./program";

/** Makes resources in a scope. */
export type Build = (scope: Construct) => void;

/** Resources written by hand. */
export interface ByHand {
  /** The program, a CommonJS module of plain cdktf that exports `build(scope)`. */
  readonly file: string;
  readonly build: Build;
}

/** What the classes do not take as it stands in the JSON is put over them at the next attempt. */
const ATTEMPTS = 3;

/** What `pattern` makes, as a program of plain cdktf. @throws Error when the program does not make the very same. */
export function patternByHand(name: string, pattern: Build): ByHand {
  const made = synthesized((scope) => pattern(new Construct(scope, "hand")));
  // Without the scope and the hash that cdktf puts around the ids of what is deeper than a stack.
  return stackByHand(name, made.replace(/\bhand_(\w+?)_[0-9A-F]{8}\b/g, "$1"));
}

/** What stands in a stack's JSON, without its outputs, as a program of plain cdktf. @throws Error as above. */
export function stackByHand(name: string, json: string): ByHand {
  const { resource, data, ephemeral, check, locals } = JSON.parse(json) as StackJson;
  const wanted = flat({ resource, data, ephemeral, check, locals });
  const overridden = new Set<string>();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const file = write(`${name}-${attempt}`, programOf(JSON.parse(json) as StackJson, overridden));
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- written a moment ago
    const { build } = require(file) as { build: Build };
    const made = flat(JSON.parse(synthesized(build)) as StackJson);
    const differing = [...new Set([...wanted.keys(), ...made.keys()])].filter(
      (key) => !isDeepStrictEqual(wanted.get(key), made.get(key)),
    );
    if (differing.length === 0) return { file, build };
    differing.forEach((key) => overridden.add(key));
  }
  throw new Error(`${name} differs by hand in: ${[...overridden].join(", ")}.`);
}

const synthesized = (build: Build) => Testing.synthScope((scope) => build(scope as TerraformStack));

function write(name: string, text: string): string {
  const folder = cachePath("bench");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.js`);
  writeFileSync(file, text);
  return file;
}

/** Every setting by `address key`; what has no class as a whole. */
function flat({ resource = {}, data = {}, ...rest }: StackJson): Map<string, unknown> {
  const settings = new Map<string, unknown>();
  const blocks = { "": resource, "data.": data };
  for (const [prefix, types] of Object.entries(blocks))
    for (const [type, byName] of Object.entries(types))
      for (const [name, { "//": _, ...content }] of Object.entries(byName)) {
        settings.set(`${prefix}${type}.${name}`, "is there");
        for (const [key, value] of Object.entries(content))
          settings.set(`${prefix}${type}.${name} ${key}`, value);
      }
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) settings.set(key, value);
  return settings;
}
