import { Rectangle } from "./layout";

/** An arrow as it is written: `clients > balancer: HTTPS`. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly kind: ArrowKind;
  readonly words: string;
}

/** It leads there, leads there since the failure, no longer leads there, or copies data there. */
export type ArrowKind = ">" | "+" | "x" | "~";

const WRITTEN = /^(\S+) ([>+x~]) ([^\s:]+)(?:: (.+))?$/;

/** @throws Error when it is not written as an arrow. */
export function readArrow(written: string): Arrow {
  const [, from, kind, to, words = ""] = WRITTEN.exec(written) ?? [];
  if (from === undefined || to === undefined) throw new Error(`"${written}" is no arrow: from > to: words.`);
  return { from, to, kind: kind as ArrowKind, words };
}

/** A line, in pixels. */
export interface Line {
  readonly start: readonly [x: number, y: number];
  readonly end: readonly [x: number, y: number];
}

/** From border to border: straight down or across where the boxes face each other, else slanted. */
export function lineBetween(from: Rectangle, to: Rectangle): Line {
  if (from.bottom < to.top)
    return { start: [facing(from, to), from.bottom], end: [facing(to, from), to.top] };
  if (to.bottom < from.top)
    return { start: [facing(from, to), from.top], end: [facing(to, from), to.bottom] };
  const y = (from.top + from.bottom) / 2;
  return from.right < to.left
    ? { start: [from.right, y], end: [to.left, y] }
    : { start: [from.left, y], end: [to.right, y] };
}

/** Where a box is left towards another one: at its middle, or over the middle of a narrower one under it. */
function facing(box: Rectangle, other: Rectangle): number {
  const [own, its] = [middle(box), middle(other)];
  const isNarrower = other.right - other.left < box.right - box.left;
  return isNarrower && box.left < its && its < box.right ? its : own;
}

function middle({ left, right }: Rectangle): number {
  return (left + right) / 2;
}
