import { resolve } from "node:path";
import * as ts from "typescript";
import { paragraphsOf } from "./documentation-text";

/** Where a pattern is written down. */
export interface PatternSource {
  readonly inputsFile: string;
  /** Name of the exported schema in `inputsFile`. */
  readonly schemaName: string;
  readonly classFile: string;
  /** Name of the exported construct in `classFile`. */
  readonly className: string;
}

/** A documented field of a construct. */
export interface OutputDocumentation {
  /** As the class has it, in camelCase. */
  readonly name: string;
  /** The JSDoc text; empty where there is none. */
  readonly description: string;
  /** Whether it carries `@sensitive`. */
  readonly sensitive: boolean;
}

/** What the source says of a pattern's inputs and outputs. */
export interface PatternDocumentation {
  /** JSDoc text by path: `capacity.needed`, and `windows.*.min` for the members of a map or list. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The public readonly fields in order of declaration, those of a base class first. */
  readonly outputs: readonly OutputDocumentation[];
}

/**
 * Reads the descriptions of patterns from their JSDoc.
 *
 * The inputs are read from the type `z.input<typeof schema>`, not from the syntax: the compiler carries the JSDoc
 * of a key through spreads, imports, `.extend()`, `.default()` and helper functions, while a reader of syntax would
 * have to know each of these forms. A program costs about a second, hence one for all patterns.
 */
export function documentPatterns(sources: readonly PatternSource[]): PatternDocumentation[] {
  const files = sources.flatMap(({ inputsFile, classFile }) => [resolve(inputsFile), resolve(classFile)]);
  const program = projectProgram([...new Set(files)]);
  return sources.map((source) => ({
    inputs: inputsOf(program, exported(program, source.inputsFile, source.schemaName)),
    outputs: outputsOf(program, exported(program, source.classFile, source.className)),
  }));
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  lib: ["lib.es2022.d.ts"],
  types: [],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** A program over the project's own files and zod: the types of cdktf and of the provider say nothing here. */
function projectProgram(files: string[]): ts.Program {
  const host = ts.createCompilerHost(OPTIONS);
  host.resolveModuleNameLiterals = (literals, file) =>
    literals.map(({ text }) =>
      text.startsWith(".") || text === "zod"
        ? ts.resolveModuleName(text, file, OPTIONS, host)
        : { resolvedModule: undefined },
    );
  return ts.createProgram(files, OPTIONS, host);
}

function exported(program: ts.Program, file: string, name: string): ts.Symbol {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(file));
  const module = source && checker.getSymbolAtLocation(source);
  const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === name);
  if (!symbol) throw new Error(`${file} does not export ${name}.`);
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function inputsOf(program: ts.Program, schema: ts.Symbol): Record<string, string> {
  const checker = program.getTypeChecker();
  // z.input<typeof schema> is the type of `schema._zod.input`.
  const input = ["_zod", "input"].reduce((type, name) => {
    const property = type.getProperty(name);
    if (!property) throw new Error(`${schema.name} is not a zod schema.`);
    return checker.getTypeOfSymbol(property);
  }, checker.getTypeOfSymbol(schema));
  return Object.fromEntries(describeMembers(checker, input, ""));
}

function describeMembers(checker: ts.TypeChecker, type: ts.Type, prefix: string): [string, string][] {
  return checker
    .getPropertiesOfType(type)
    .filter(isOurs)
    .flatMap((property) => {
      const path = prefix + property.name;
      const description = descriptionOf(checker, property);
      const inside = describeType(checker, checker.getTypeOfSymbol(property), path);
      return description === "" ? inside : [[path, description] as [string, string], ...inside];
    });
}

/** Goes into an object, or into the members of a map or list. */
function describeType(checker: ts.TypeChecker, type: ts.Type, path: string): [string, string][] {
  const given = checker.getNonNullableType(type);
  const member = checker.isArrayType(given)
    ? checker.getTypeArguments(given as ts.TypeReference)[0]
    : checker.getIndexTypeOfType(given, ts.IndexKind.String);
  return member ? describeType(checker, member, `${path}.*`) : describeMembers(checker, given, `${path}.`);
}

function outputsOf(program: ts.Program, construct: ts.Symbol): OutputDocumentation[] {
  const checker = program.getTypeChecker();
  if (!(construct.flags & ts.SymbolFlags.Class)) throw new Error(`${construct.name} is not a class.`);
  return fieldsOf(checker, checker.getDeclaredTypeOfSymbol(construct) as ts.InterfaceType).map((field) => ({
    name: field.name,
    description: descriptionOf(checker, field),
    sensitive: field.getJsDocTags(checker).some((tag) => tag.name === "sensitive"),
  }));
}

/** Fields of the base class first; one that is declared again stays in its place, with the newer description. */
function fieldsOf(checker: ts.TypeChecker, type: ts.InterfaceType): ts.Symbol[] {
  const inherited = checker.getBaseTypes(type).flatMap((base) => fieldsOf(checker, base as ts.InterfaceType));
  const all = new Map(inherited.map((field) => [field.name, field]));
  for (const field of type.symbol?.members?.values() ?? [])
    if (isPublicReadonly(field)) all.set(field.name, field);
  return [...all.values()];
}

function isPublicReadonly(member: ts.Symbol): boolean {
  const declaration = member.valueDeclaration;
  if (!declaration || !isOurs(member) || !isReadonly(member, declaration)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Static;
  return (
    (ts.getCombinedModifierFlags(declaration) & hidden) === 0 && !ts.isPrivateIdentifier(declaration.name)
  );
}

/** A readonly field, or a getter without a setter. */
function isReadonly(
  { flags }: ts.Symbol,
  declaration: ts.Declaration,
): declaration is ts.PropertyDeclaration | ts.GetAccessorDeclaration {
  if (ts.isGetAccessorDeclaration(declaration)) return (flags & ts.SymbolFlags.SetAccessor) === 0;
  const modifiers = ts.getCombinedModifierFlags(declaration);
  return ts.isPropertyDeclaration(declaration) && (modifiers & ts.ModifierFlags.Readonly) !== 0;
}

/** Declared in the project, and not in a library (the methods of a string, for instance). */
function isOurs(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((declaration) => !declaration.getSourceFile().isDeclarationFile);
}

function descriptionOf(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  return paragraphsOf(ts.displayPartsToString(symbol.getDocumentationComment(checker)));
}
