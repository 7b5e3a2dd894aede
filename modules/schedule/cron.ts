/**
 * Cron expressions as Auto Scaling takes them: five fields (docs.aws.amazon.com, EC2 Auto Scaling API reference,
 * `PutScheduledUpdateGroupAction`, which refers to crontab.org for the rest). A field is `*`, a number or a range, a
 * range or `*` by steps (`8-18/2`), or a list of these with commas. Months and days of the week have names, too.
 */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number>;
  /** "If both fields are restricted (that is, are not *), the command will be run when either field matches" (crontab(5)). */
  readonly eitherDay: boolean;
  /** `*`: fires in every hour that there is, also in one that daylight saving repeats. */
  readonly everyHour: boolean;
}

/** One field: its bounds and the names that stand for numbers, from `low` on. */
interface Field {
  readonly low: number;
  readonly high: number;
  /** A number of the field as a regular expression. */
  readonly number: string;
  readonly names: readonly string[];
}

/** The fields of an expression, in order. */
export const FIELDS = {
  minute: { low: 0, high: 59, number: "[0-5]?[0-9]", names: [] },
  hour: { low: 0, high: 23, number: "[01]?[0-9]|2[0-3]", names: [] },
  dayOfMonth: { low: 1, high: 31, number: "0?[1-9]|[12][0-9]|3[01]", names: [] },
  month: {
    low: 1,
    high: 12,
    number: "0?[1-9]|1[0-2]",
    names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  },
  dayOfWeek: { low: 0, high: 7, number: "[0-7]", names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"] },
} satisfies Record<string, Field>;

/** Matches a cron expression; its ranges may still run backwards. */
export const CRON = new RegExp(`^${Object.values(FIELDS).map(patternOf).join(" ")}$`);

function patternOf({ number, names }: Field): string {
  const one = `(${[...names, number].join("|")})`;
  const part = `(\\*|${one}-${one})(/[1-9][0-9]?)?`;
  return `(${part}|${one})(,(${part}|${one}))*`;
}

/** An edge that comes more often is a slip (`* 8 * * *` is sixty times from 08:00 on), and no schedule. */
export const MAX_TIMES_A_DAY = 24;

/**
 * @throws Error for what does not match `CRON`, for a range that runs backwards, for more than `MAX_TIMES_A_DAY`, and
 * for a day that no month has.
 */
export function parseCron(expression: string): Cron {
  if (!CRON.test(expression)) throw new Error(`"${expression}" is not a cron expression of five fields.`);
  const [minute, hour, dayOfMonth, month, dayOfWeek] = expression.split(" ") as [
    string,
    string,
    string,
    string,
    string,
  ];
  const cron: Cron = {
    minutes: numbersOf(minute, FIELDS.minute),
    hours: numbersOf(hour, FIELDS.hour),
    daysOfMonth: new Set(numbersOf(dayOfMonth, FIELDS.dayOfMonth)),
    months: new Set(numbersOf(month, FIELDS.month)),
    daysOfWeek: new Set(numbersOf(dayOfWeek, FIELDS.dayOfWeek).map((day) => day % 7)),
    eitherDay: dayOfMonth !== "*" && dayOfWeek !== "*",
    everyHour: hour === "*",
  };
  if (cron.minutes.length * cron.hours.length > MAX_TIMES_A_DAY)
    throw new Error(`"${expression}" fires more than ${MAX_TIMES_A_DAY} times a day.`);
  if (!cron.eitherDay && dayOfMonth !== "*" && !hasDay(cron)) throw new Error(`"${expression}" never fires.`);
  return cron;
}

/** Days of each month, in a leap year. */
export const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function hasDay({ daysOfMonth, months }: Cron): boolean {
  return [...months].some((month) => Math.min(...daysOfMonth) <= MONTH_DAYS[month - 1]!);
}

function numbersOf(text: string, field: Field): number[] {
  const all = text.split(",").flatMap((part) => numbersOfPart(part, field));
  return [...new Set(all)].sort((a, b) => a - b);
}

function numbersOfPart(part: string, field: Field): number[] {
  const [range, step = "1"] = part.split("/");
  const [first, last = first] = range === "*" ? [String(field.low), String(field.high)] : range!.split("-");
  const [low, high] = [numberOf(first!, field), numberOf(last!, field)];
  if (low > high) throw new Error(`"${part}" runs backwards.`);
  const count = Math.floor((high - low) / Number(step)) + 1;
  return Array.from({ length: count }, (_, index) => low + index * Number(step));
}

function numberOf(text: string, { low, names }: Field): number {
  const index = names.indexOf(text);
  return index < 0 ? Number(text) : low + index;
}

/** Whether an expression fires on a day of the calendar. */
export function firesOn(cron: Cron, day: Date): boolean {
  if (!cron.months.has(day.getUTCMonth() + 1)) return false;
  const [ofMonth, ofWeek] = [cron.daysOfMonth.has(day.getUTCDate()), cron.daysOfWeek.has(day.getUTCDay())];
  return cron.eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
}

/** Whether an expression does the same in every week. */
export function isWeekly(expression: string): boolean {
  return /^\S+ \S+ \* \* \S+$/.test(expression);
}
