/** The text of a JSDoc comment as it reads outside of an editor: links by their names, a line for each paragraph. */
export function paragraphsOf(comment: string): string {
  return comment
    .replace(/\{@link(?:code|plain)?\s+([^\s|}]+)\s*\|?\s*([^}]*)\}/g, (_, target: string, label: string) =>
      linkText(target, label.trim()),
    )
    .split(/\r?\n[ \t]*\r?\n\s*/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "")
    .join("\n\n");
}

/** A name is said by its label; an address is kept, since nobody can look it up from the label. */
function linkText(target: string, label: string): string {
  if (label === "") return target;
  return /^https?:/.test(target) ? `${label} (${target})` : label;
}
