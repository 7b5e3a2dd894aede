import { InputError } from "../modules";

/** How the messages begin that say what is wrong and where: cdktf's own checks, the publisher's, and those of a release. */
const SELF_EXPLAINING = ["Validation failed with the following errors:", "Not published:", "Not released:"];

/** What the caller has mistyped: the message says it all. */
export class Mistyped extends Error {}

/**
 * What to print of an error. An input that was refused is the reader's business; the frames of our own code would bury it. An
 * error that nobody foresaw keeps them.
 */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isMistyped = String((error as NodeJS.ErrnoException).code).startsWith("ERR_PARSE_ARGS");
  const explains = isMistyped || SELF_EXPLAINING.some((beginning) => error.message.startsWith(beginning));
  return error instanceof InputError || error instanceof Mistyped || explains
    ? error.message
    : (error.stack ?? error.message);
}
