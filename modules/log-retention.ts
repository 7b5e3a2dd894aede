import { z } from "zod";
import { matches, Rule, text } from "./definition";

/** Days that CloudWatch Logs keeps logs (Amazon CloudWatch Logs API Reference, "PutRetentionPolicy"). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Days for which a log group keeps its logs: one of CloudWatch's numbers, see `keptDays`. */
export function logRetentionDays() {
  return z.number().int().min(1).max(3653).default(30);
}

/** The rule that an input is a number of days that CloudWatch Logs knows. */
export function keptDays(input: string, retentionDays: number): Rule {
  return {
    input,
    holds: matches(text`${retentionDays}`, `^(${RETENTION_DAYS.join("|")})$`),
    message: text`${input} must be one of ${RETENTION_DAYS.join(", ")}, got ${retentionDays}.`,
  };
}
