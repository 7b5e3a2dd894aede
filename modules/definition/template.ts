import { escapeMarkers, escapeTemplate } from "./hcl";

/** A piece of a string template: text that stands for itself, or HCL that is put in. */
export type TemplatePiece = { readonly text: string } | { readonly code: string };

/** The template as an HCL string, as it stands inside of an expression. */
export function quotedTemplate(pieces: readonly TemplatePiece[]): string {
  return `"${write(pieces, escapeTemplate)}"`;
}

/** The template as a string of Terraform's JSON: there only the markers are special, not backslashes and quotes. */
export function bareTemplate(pieces: readonly TemplatePiece[]): string {
  return write(pieces.flatMap(withoutReturns), escapeMarkers);
}

/** After a carriage return, Terraform's JSON reads no `${` any more; an expression that gives one does no harm. */
function withoutReturns(piece: TemplatePiece): TemplatePiece[] {
  if ("code" in piece) return [piece];
  return piece.text.split(/(\r)/).map((part) => (part === "\r" ? { code: '"\\r"' } : { text: part }));
}

function write(pieces: readonly TemplatePiece[], escape: (text: string) => string): string {
  return joinTexts(pieces)
    .map((piece, index, all) => {
      if ("code" in piece) return `\${${piece.code}}`;
      return index + 1 < all.length ? beforeCode(piece.text, escape) : escape(piece.text);
    })
    .join("");
}

/** Two texts in a row could make a marker together (`$` and `{`), so they are escaped as one. */
function joinTexts(pieces: readonly TemplatePiece[]): TemplatePiece[] {
  const joined: TemplatePiece[] = [];
  for (const piece of pieces) {
    const last = joined[joined.length - 1];
    if (last && "text" in last && "text" in piece)
      joined[joined.length - 1] = { text: last.text + piece.text };
    else joined.push(piece);
  }
  return joined;
}

/** `$` before `${…}` would read as an escaped marker, so the last such characters become an expression too. */
function beforeCode(text: string, escape: (text: string) => string): string {
  const [marks] = /[$%]*$/.exec(text)!;
  const rest = escape(text.slice(0, text.length - marks.length));
  return marks === "" ? rest : `${rest}\${"${marks}"}`;
}
