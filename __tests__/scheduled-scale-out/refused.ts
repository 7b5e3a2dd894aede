import { ScheduledScaleOutConfig } from "../../modules/scheduled-scale-out/inputs";
import { Refused, Titled } from "../support/pattern-cases";

const office = { from: "0 8 * * MON-FRI", to: "0 18 * * MON-FRI", timeZone: "Europe/Berlin", min: 6 };
const sale = { at: "2040-11-26T06:00:00Z", until: "2040-11-27T20:30:00Z", min: 10 };
const zone = "Europe/Berlin";

/** As many windows as one asks for, none of which touches another. */
const many = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `w${index}`,
      {
        from: `0 ${Math.floor(index / 5)} * * *`.replace("0 ", `${(index % 5) * 10} `),
        to: `${(index % 5) * 10 + 5} ${Math.floor(index / 5)} * * *`,
        min: 3,
      },
    ]),
  );

/** What can be told from the values alone: refused at synth by the construct, at plan by the published module. */
export const refusedValues: Titled<Refused<ScheduledScaleOutConfig>> = {
  "cron expression of EventBridge, with six fields": {
    config: { windows: { office: { ...office, from: "0 8 ? * MON-FRI *" } } },
    input: 'windows["office"].from',
    rule: "must be a cron expression of five fields: minute hour day-of-month month day-of-week",
    got: '"0 8 ? * MON-FRI *"',
  },
  "cron expression with a minute too many": {
    config: { windows: { office: { ...office, to: "60 18 * * MON-FRI" } } },
    input: 'windows["office"].to',
    rule: "must be a cron expression of five fields",
    got: '"60 18 * * MON-FRI"',
  },
  "word of cron that Auto Scaling does not have": {
    config: { actions: { up: { recurrence: "@daily", min: 3 } } },
    input: 'actions["up"].recurrence',
    rule: "must be a cron expression of five fields",
    got: '"@daily"',
  },
  "time zone that there is not": {
    config: { windows: { office: { ...office, timeZone: "Europe/Atlantis" } } },
    input: 'windows["office"].timeZone',
    rule: "must be the canonical name of an IANA time zone",
    got: '"Europe/Atlantis"',
  },
  "time zone by a name of old": {
    config: { windows: { office: { ...office, timeZone: "US/Eastern" } } },
    input: 'windows["office"].timeZone',
    rule: "must be the canonical name of an IANA time zone",
    got: '"US/Eastern"',
  },
  "instant with an offset": {
    config: { windows: { sale: { ...sale, at: "2040-11-26T06:00:00+01:00" } } },
    input: 'windows["sale"].at',
    rule: "must be a minute in UTC (2027-11-26T08:00:00Z)",
    got: '"2040-11-26T06:00:00+01:00"',
  },
  "30 February": {
    config: { actions: { up: { at: "2040-02-30T06:00:00Z", min: 3 } } },
    input: 'actions["up"].at',
    rule: "must be a minute in UTC",
    got: '"2040-02-30T06:00:00Z"',
  },
  "29 February of a year that has none": {
    config: { actions: { up: { at: "2041-02-29T06:00:00Z", min: 3 } } },
    input: 'actions["up"].at',
    rule: "must be a minute in UTC",
    got: '"2041-02-29T06:00:00Z"',
  },
  "window without a name": {
    config: { windows: { "": office } },
    input: "key of windows",
    rule: "must be 1 to 60 characters of A-Z, a-z, 0-9, - and _",
    got: '""',
  },
  "window that never ends": {
    config: { windows: { office: { from: office.from, min: 6 } } },
    input: 'windows["office"]',
    rule: "must have from and to, or at and until",
    got: "from",
  },
  "window that recurs and comes once": {
    config: { windows: { office: { ...office, ...sale } } },
    input: 'windows["office"]',
    rule: "must have from and to, or at and until",
    got: "from, to, at, until",
  },
  "window of no time": {
    config: { windows: { office: { min: 6 } } },
    input: 'windows["office"]',
    rule: "must have from and to, or at and until",
    got: "nothing",
  },
  "time zone of a time in UTC": {
    config: { windows: { sale: { ...sale, timeZone: zone } } },
    input: 'windows["sale"].timeZone',
    rule: "must stand beside from, as a time that comes once is in UTC",
    got: '"Europe/Berlin"',
  },
  "end before the start": {
    config: { windows: { sale: { ...sale, until: "2040-11-26T05:59:00Z" } } },
    input: 'windows["sale"].until',
    rule: "must be after its at (2040-11-26T06:00:00Z)",
    got: '"2040-11-26T05:59:00Z"',
  },
  "end at the start": {
    config: { windows: { sale: { ...sale, until: sale.at } } },
    input: 'windows["sale"].until',
    rule: "must be after its at (2040-11-26T06:00:00Z)",
    got: '"2040-11-26T06:00:00Z"',
  },
  "action at no time": {
    config: { actions: { up: { min: 3 } } },
    input: 'actions["up"]',
    rule: "must have exactly one of recurrence and at",
    got: "nothing",
  },
  "action that does nothing": {
    config: { actions: { up: { recurrence: "0 5 * * *" } } },
    input: 'actions["up"]',
    rule: "must have min or desired, or both",
    got: "nothing",
  },
  "time zone of an action in UTC": {
    config: { actions: { up: { at: "2040-01-01T00:00:00Z", timeZone: zone, min: 3 } } },
    input: 'actions["up"].timeZone',
    rule: "must stand beside recurrence, as a time that comes once is in UTC",
    got: '"Europe/Berlin"',
  },
  "more instances than a group may have": {
    config: { windows: { office: { ...office, min: 5001 } } },
    input: 'windows["office"].min',
    rule: "must be a whole number from 0 to 5000",
    got: "5001",
  },
  "fewer to start with than the floor": {
    config: { windows: { office: { ...office, desired: 5 } } },
    input: 'windows["office"].desired',
    rule: "must be at least its min (6)",
    got: "5",
  },
  "CPU load at which nothing is left": {
    config: { scaling: { cpu: { targetPercent: 95 } } },
    input: "scaling.cpu.targetPercent",
    rule: "must be a number from 10 to 90",
    got: "95",
  },
  "steps of nothing": {
    config: {
      scaling: {
        steps: { slow: { namespace: "web", metricName: "latency", threshold: 1, adjustments: [] } },
      },
    },
    input: 'scaling.steps["slow"].adjustments',
    rule: "must have 1 to 20 entries",
    got: "[]",
  },
  "target of nothing": {
    config: { scaling: { metrics: { queue: { namespace: "web", metricName: "depth", target: 0 } } } },
    input: 'scaling.metrics["queue"].target',
    rule: "must be a number, at least 0.000001",
    got: "0",
  },
  "forecast of another kind": {
    config: { scaling: { predictive: { targetPercent: 50, mode: "Guess" as never } } },
    input: "scaling.predictive.mode",
    rule: "must be one of ForecastOnly, ForecastAndScale",
    got: '"Guess"',
  },
  "no instance at most": {
    config: { capacity: { min: 0, max: 0 }, windows: {} },
    input: "capacity.max",
    rule: "must be a whole number from 1 to 5000",
    got: "0",
  },
  "baseline over the maximum": {
    config: { capacity: { min: 13, max: 12 } },
    input: "capacity.min",
    rule: "must be at most capacity.max (12)",
    got: "13",
  },
  "first size over the maximum": {
    config: { capacity: { min: 2, max: 12, initial: 13 } },
    input: "capacity.initial",
    rule: "must be at most capacity.max (12)",
    got: "13",
  },
};

/** What two inputs tell together, or two windows. */
export const refusedPairs: Titled<Refused<ScheduledScaleOutConfig>> = {
  "floor of a window over the maximum": {
    config: { windows: { office: { ...office, min: 13 } } },
    input: 'windows["office"].min',
    rule: "must be at most capacity.max (12)",
    got: "13",
  },
  "start of a window over the maximum": {
    config: { windows: { office: { ...office, desired: 13 } } },
    input: 'windows["office"].desired',
    rule: "must be at most capacity.max (12)",
    got: "13",
  },
  "action over the maximum": {
    config: { actions: { up: { recurrence: "0 5 * * *", desired: 20 } } },
    input: 'actions["up"].desired',
    rule: "must be at most capacity.max (12)",
    got: "20",
  },
  "126 actions": {
    config: { windows: many(63) },
    input: "windows",
    rule: "and actions must make at most 125 scheduled actions, two for each window and one for each action",
    got: "126",
  },
  "range of hours over midnight": {
    config: { windows: { office: { ...office, from: "0 22-6 * * *" } } },
    input: "windows",
    rule: "and actions must have cron expressions whose ranges go up (8-18, MON-FRI), with a day that some month has",
    got: 'windows["office"].from = "0 22-6 * * *"',
  },
  "range of days over Saturday": {
    config: { windows: { office: { ...office, to: "0 18 * * FRI-MON" } } },
    input: "windows",
    rule: "and actions must have cron expressions whose ranges go up",
    got: 'windows["office"].to = "0 18 * * FRI-MON"',
  },
  "every minute of an hour, where its first is meant": {
    config: { windows: { office: { ...office, from: "* 8 * * MON-FRI" } } },
    input: "windows",
    rule: "and that fire at most 24 times a day",
    got: 'windows["office"].from = "* 8 * * MON-FRI"',
  },
  "day that no month has": {
    config: { actions: { up: { recurrence: "0 8 31 4,6 *", min: 3 } } },
    input: "windows",
    rule: "with a day that some month has",
    got: 'actions["up"].recurrence = "0 8 31 4,6 *"',
  },
  "window that ends when the next one begins": {
    config: {
      windows: { office, evening: { from: office.to, to: "0 22 * * MON-FRI", timeZone: zone, min: 4 } },
    },
    input: "windows",
    rule: "and actions must not have two edges at the same minute",
    got: 'windows["evening"].from and windows["office"].to at Mon 18:00 Europe/Berlin',
  },
  "edges that meet on one day of the week only": {
    config: {
      windows: { office },
      actions: { lunch: { recurrence: "*/30 12-18/2 * * 5-7", timeZone: zone, min: 7 } },
    },
    input: "windows",
    rule: "and actions must not have two edges at the same minute",
    got: 'actions["lunch"].recurrence and windows["office"].to at Fri 18:00 Europe/Berlin',
  },
  "two that come once at one instant": {
    config: { windows: { sale }, actions: { test: { at: sale.at, desired: 8 } } },
    input: "windows",
    rule: "and actions must not have two edges at the same minute",
    got: 'actions["test"].at and windows["sale"].at at 2040-11-26T06:00:00Z',
  },
  "two that meet once a month": {
    config: {
      windows: { month: { from: "0 6 1 * *", to: "0 20 1 * *", min: 4 } },
      actions: { up: { recurrence: "0 6 1 * *", min: 3 } },
    },
    input: "windows",
    rule: "and actions must not have two edges at the same minute",
  },
  "end inside of another window": {
    config: {
      windows: { office, lunch: { from: "0 11 * * 1-5", to: "0 14 * * 1-5", timeZone: zone, min: 10 } },
    },
    input: "windows",
    rule: "must not overlap so that one lowers the floor of another",
    got: 'windows["lunch"].to, which sets 2 at Mon 14:00 Europe/Berlin while windows["office"] keeps 6',
  },
  "start that lowers": {
    config: {
      windows: { office, late: { from: "0 17 * * 1-5", to: "0 20 * * 1-5", timeZone: zone, min: 2 } },
    },
    input: "windows",
    rule: "must not overlap so that one lowers the floor of another",
    got: 'windows["late"].from, which sets 2 at Mon 17:00 Europe/Berlin while windows["office"] keeps 6',
  },
  "two that come once, one in the other": {
    config: {
      windows: { sale, hour: { at: "2040-11-26T09:00:00Z", until: "2040-11-26T10:00:00Z", min: 12 } },
    },
    input: "windows",
    rule: "must not overlap so that one lowers the floor of another",
    got: 'windows["hour"].until, which sets 2 at 2040-11-26T10:00:00Z while windows["sale"] keeps 10',
  },
  "one that comes once over one that recurs in UTC": {
    config: { windows: { sale, utc: { from: "0 8 * * *", to: "0 18 * * *", min: 6 } } },
    input: "windows",
    rule: "must not overlap so that one lowers the floor of another",
    got: 'windows["',
  },
};
