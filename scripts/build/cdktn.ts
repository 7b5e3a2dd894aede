/** The packages that took over from cdktf's, which was archived: the same classes under other names. */
const SUCCESSORS = { cdktf: "cdktn", "@cdktf/provider-aws": "@cdktn/provider-aws" } as const;

/** An import, export, require or dynamic import of one of the packages, up to the rest of its path. */
const SPECIFIER =
  /(\bfrom\s*|\bimport\s*|\brequire\(\s*|\bimport\(\s*)(["'])(cdktf|@cdktf\/provider-aws)(?=\/|\2)/g;

/** A source, or what the compiler made of it, with cdktf's packages replaced by those of CDK Terrain, `cdktn`. */
export function onCdktn(text: string): string {
  return text.replace(
    SPECIFIER,
    (_, before: string, quote: string, name: keyof typeof SUCCESSORS) =>
      `${before}${quote}${SUCCESSORS[name]}`,
  );
}
