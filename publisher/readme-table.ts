/** A Markdown table. */
export function table(headers: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(headers), line(headers.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A value in code quotes, as it stands in a table. */
export function code(value: string): string {
  // A code span that holds back-ticks needs a longer fence and a blank inside of it.
  const longest = Math.max(0, ...[...value.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const blank = longest > 0 ? " " : "";
  return escapePipes(`${fence}${blank}${value}${blank}${fence}`);
}

/** Text in one line of a table: a new paragraph is a `<br>`, and angle brackets outside of code are no HTML. */
export function cell(text: string): string {
  const parts = text.split(/(`[^`]*`)/);
  const safe = parts.map((part) => (part.startsWith("`") ? part : part.replace(/</g, "&lt;"))).join("");
  return escapePipes(
    safe
      .trim()
      .replace(/\s*\n\s*\n\s*/g, "<br>")
      .replace(/\s*\n\s*/g, " "),
  );
}

/** GitHub ends a cell at a pipe even inside of code. */
function escapePipes(text: string): string {
  return text.replace(/\|/g, "\\|");
}
