import { objectShapeOf } from "../modules/definition/schema";
import { PatternDocumentation } from "./documentation";
import { ModuleJson } from "./module-files";
import { Pattern } from "./pattern";
import { attributePaths } from "./variables";

/** What is wrong with a module; empty when it may be published. */
export function faultsOf(
  module: ModuleJson,
  pattern: Pattern,
  documentation: PatternDocumentation,
): string[] {
  return [
    ...badNames(module),
    ...strayBlocks(module),
    ...undocumentedInputs(pattern, documentation),
    ...badOutputs(module),
    ...pinnedProviders(module),
    ...foreignPaths(module),
  ].map((fault) => `${pattern.name}: ${fault}`);
}

type Named = [kind: string, name: string];

function namesOf({ main, variables, outputs }: ModuleJson): Named[] {
  const typed = ["resource", "data"].flatMap((kind) =>
    Object.entries((main[kind] ?? {}) as Record<string, object>).flatMap(([type, byName]) =>
      Object.keys(byName).map((name): Named => [`${kind} ${type}`, name]),
    ),
  );
  const plain = Object.entries({ local: main["locals"] ?? {}, variable: variables, output: outputs });
  return [
    ...typed,
    ...plain.flatMap(([kind, byName]) => Object.keys(byName as object).map((name): Named => [kind, name])),
  ];
}

function badNames(module: ModuleJson): string[] {
  return namesOf(module).flatMap(([kind, name]) => {
    if (!/^[a-z][a-z0-9_]*$/.test(name)) return [`${kind} "${name}" is not a name in snake_case`];
    return /_[0-9a-f]{8}$/.test(name) && /[0-9]/.test(name.slice(-8))
      ? [`${kind} "${name}" ends in a hash`]
      : [];
  });
}

/** A module that configures a provider or a backend cannot be called with `count`, `for_each` or another region. */
function strayBlocks({ main }: ModuleJson): string[] {
  const allowed = new Set(["locals", "data", "resource", "ephemeral", "check", "moved", "removed"]);
  return Object.keys(main)
    .filter((block) => !allowed.has(block))
    .map((block) => `has a ${block} block`);
}

function undocumentedInputs({ inputs }: Pattern, { inputs: described }: PatternDocumentation): string[] {
  const { fields } = objectShapeOf(inputs.schema);
  const paths = Object.entries(fields).flatMap(([name, field]) => [
    name,
    ...attributePaths(field.shape, name),
  ]);
  return paths.filter((path) => !described[path]?.trim()).map((path) => `input ${path} has no JSDoc`);
}

function badOutputs({ outputs }: ModuleJson): string[] {
  return Object.entries(outputs).flatMap(([name, { description, value }]) => [
    ...(description === undefined ? [`output ${name} has no JSDoc`] : []),
    ...(value === undefined ? [`output ${name} has no value`] : []),
  ]);
}

/** An exact version in a module locks every caller, and two such modules lock each other out. */
function pinnedProviders({ versions }: ModuleJson): string[] {
  const { required_providers: providers } = (versions as { terraform: { required_providers: object } })
    .terraform;
  return Object.entries(providers as Record<string, { version?: string }>).flatMap(([name, { version }]) =>
    version === undefined || !/[<>~]/.test(version) ? [`provider ${name} is pinned to "${version}"`] : [],
  );
}

/** Files are read from the module's own folder, whichever folder Terraform runs in. */
function foreignPaths(module: ModuleJson): string[] {
  return stringsIn([module.main, module.outputs]).flatMap((value) => {
    const outside = [...value.matchAll(READS)].filter(([, path]) => !isInside(path!));
    const faults = outside.map(([call]) => `${call} reads a file outside of \${path.module}`);
    return /(^|[^.\w/])(cdktf\.out|assets)\//.test(value)
      ? [...faults, `"${value}" names cdktf's output folder`]
      : faults;
  });
}

/** Terraform's functions that read a file or a folder: `file`, `filebase64sha256`, `fileset`, `templatefile`, … */
const READS = /\b(?:templatefile|file(?:exists|set|md5|(?:base64)?(?:sha(?:1|256|512))?))\(\s*"([^"]*)/g;

function isInside(path: string): boolean {
  return path === "${path.module}" || path.startsWith("${path.module}/");
}

/** Every text in a value, however deep. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
