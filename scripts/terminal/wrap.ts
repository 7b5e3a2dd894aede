/** Breaks a text into lines for a terminal, indented; the lines after the first may be indented further. */
export function wrap(text: string, indent = 0, hanging = indent, width = 100): string {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!;
    const room = width - (lines.length === 1 ? indent : hanging);
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= room) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `${" ".repeat(index === 0 ? indent : hanging)}${line}`).join("\n");
}
