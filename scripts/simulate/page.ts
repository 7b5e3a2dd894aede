const [BEGIN, END] = ["<!-- BEGIN_SIMULATION -->", "<!-- END_SIMULATION -->"];

/** The page with this report between its two marks. */
export function withReport(page: string, report: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`The page has no ${BEGIN} and ${END}.`);
  return `${before}${BEGIN}\n\n${report}\n\n${END}${after}`;
}
