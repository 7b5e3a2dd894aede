/** The size of a picture, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A picture with a title, which is what a screen reader says of it, from its parts. */
export function svgDocument(title: string, { width, height }: Size, parts: readonly string[]): string {
  const words = escaped(title);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${words}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${words}</title>`,
    ...parts,
    "</svg>",
  ].join("\n")}\n`;
}

/** Words as the text of an element or of an attribute. */
export function escaped(words: string): string {
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

/** A place in pixels: a tenth is as fine as anybody sees. */
export function pixels(value: number): number {
  return Math.round(value * 10) / 10;
}
