/** One error or warning of Terraform, as its `-json` output gives it. */
export interface Diagnostic {
  severity: "error" | "warning";
  /** One line: what is wrong. */
  summary: string;
  /** Sentences: why, and often what to do. */
  detail?: string;
  /** Address of the resource that it is about. */
  address?: string;
  /** Where in the configuration. */
  range?: { filename: string; start: { line: number; column: number } };
  /** The source text there. */
  snippet?: {
    context?: string | null;
    code: string;
    highlight_start_offset?: number;
    highlight_end_offset?: number;
    values?: { traversal: string; statement: string }[];
  };
}

/** A Terraform command failed. The message is for people: the command, its folder, and each error in full. */
export class TerraformError extends Error {
  constructor(
    /** The command in its parts, such as `["terraform", "apply", "-json"]`. */
    readonly command: string[],
    /** Exit code; undefined when a signal ended the command, 0 when only a warning was too much. */
    readonly exitCode: number | undefined,
    readonly diagnostics: Diagnostic[],
    /** Folder it ran in, and what it printed besides its JSON. */
    context: { directory?: string; output?: string } = {},
  ) {
    super(errorMessage(command, exitCode, diagnostics, context));
    this.name = "TerraformError";
  }
}

/** A diagnostic in the words that Terraform itself would print, without boxes and colours. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { severity, summary, detail, address, range, snippet } = diagnostic;
  const place = [
    address && `with ${address}`,
    range && `on ${range.filename} line ${range.start.line}`,
    snippet?.context && `in ${snippet.context}`,
  ].filter(Boolean);
  return [
    `${severity === "error" ? "Error" : "Warning"}: ${summary}`,
    ...(place.length > 0 ? [`  ${place.join(", ")}`] : []),
    ...(snippet ? sourceLines(snippet) : []),
    ...(detail ? [indent(detail)] : []),
  ].join("\n");
}

/** The source text and the values in it. Of a long line, as in JSON without line ends, only the part that is meant. */
function sourceLines(snippet: NonNullable<Diagnostic["snippet"]>): string[] {
  const { code, highlight_start_offset: start, highlight_end_offset: end, values } = snippet;
  const shown = code.length > 160 ? code.slice(start, end) : code;
  const lines = shown.split("\n").filter((line) => line.trim() !== "");
  return [
    ...lines.map((line) => `    | ${line.trim()}`),
    ...(values ?? []).map(({ traversal, statement }) => `    | ${traversal} ${statement}`),
  ];
}

/** Flags that every command has, and that say nothing to a reader. */
const plainFlags = new Set(["-json", "-input=false", "-no-color", "-auto-approve", "-detailed-exitcode"]);

function errorMessage(
  command: string[],
  exitCode: number | undefined,
  diagnostics: Diagnostic[],
  { directory = "", output = "" }: { directory?: string; output?: string },
): string {
  const typed = command.filter((part) => !plainFlags.has(part)).join(" ");
  const shown = directory ? `${typed.replaceAll(`${directory}/`, "")} in ${directory}` : typed;
  const ended =
    exitCode === undefined
      ? "was ended by a signal"
      : exitCode === 0
        ? "refused"
        : `failed with exit code ${exitCode}`;
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  // Warnings matter only when nothing else explains the failure.
  const said = (errors.length > 0 ? errors : diagnostics).map(formatDiagnostic);
  const rest = said.length === 0 && output.trim() ? [output.trim()] : [];
  return [`${shown}: ${ended}`, ...said, ...rest].join("\n\n");
}

function indent(text: string): string {
  return text
    .trim()
    .split("\n")
    .map((line) => (line ? `  ${line}` : line))
    .join("\n");
}
