import { WeightedRecord } from "./emulator-types";

/**
 * Every answer that Route 53 may give to a name made of weighted records: it chooses among the healthy ones of a
 * weight over 0; when there is none, among the healthy ones of weight 0; and when nothing is healthy it takes all to
 * be. "How Amazon Route 53 chooses records when health checking is configured", Route 53 developer guide.
 *
 * @returns The names at the end of the way, sorted; a name without records is its own answer.
 */
export function answersTo(
  name: string,
  names: Readonly<Record<string, readonly WeightedRecord[]>>,
): string[] {
  const records = names[name];
  if (records === undefined || records.length === 0) return [name];
  const answers = chosenAmong(records).flatMap(({ target }) => answersTo(target, names));
  return [...new Set(answers)].sort();
}

function chosenAmong(records: readonly WeightedRecord[]): readonly WeightedRecord[] {
  const healthy = records.filter((record) => record.healthy);
  const candidates = healthy.length > 0 ? healthy : records;
  const weighted = candidates.filter(({ weight }) => weight > 0);
  return weighted.length > 0 ? weighted : candidates;
}
