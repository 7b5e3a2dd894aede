import { BlockContent } from "./bound";
import { isResolvable } from "./tokens";

/** Marks what one `nested` gave. A spread copies it, so that what a second spread has replaced is still counted. */
const MARK = true;

/** The content of an outer block that makes an inner one over an HCL list. */
export function nestedBlock(name: string, over: string, content: BlockContent): BlockContent {
  refuseLostBlocks(content);
  return { dynamic: { [name]: { for_each: `\${${over}}`, content } }, [Symbol(name)]: MARK };
}

/**
 * Several nested blocks of one content: `...nestedBlocks(a.nested(…), b.nested(…))`. Spread one after the other,
 * only the last one would be left in the published module.
 *
 * @throws Error for two blocks of one name.
 */
export function nestedBlocks(...blocks: readonly BlockContent[]): BlockContent {
  return blocks.reduce((all, block) => joined(all, block), {});
}

function joined(all: BlockContent, more: BlockContent): BlockContent {
  const [one, other] = [all as Content, more as Content];
  refuseTwice(
    Object.keys(one),
    Object.keys(other).filter((name) => name !== "dynamic"),
  );
  if (one.dynamic === undefined || other.dynamic === undefined) return { ...one, ...other };
  refuseTwice(Object.keys(one.dynamic), Object.keys(other.dynamic));
  return { ...one, ...other, dynamic: { ...one.dynamic, ...other.dynamic } };
}

interface Content {
  readonly dynamic?: object;
}

function refuseTwice(names: readonly string[], more: readonly string[]): void {
  const twice = more.find((name) => names.includes(name));
  if (twice !== undefined)
    throw new Error(`"${twice}" is nested twice in one content; only one can be there.`);
}

/** @throws Error where a content, or one inside of it, was given more nested blocks than it has. */
export function refuseLostBlocks(content: unknown): void {
  if (typeof content !== "object" || content === null || isResolvable(content)) return;
  const nested = Object.getOwnPropertySymbols(content).map(({ description }) => `"${description}"`);
  if (nested.length > Object.keys((content as Content).dynamic ?? {}).length)
    throw new Error(
      `Of the nested blocks ${nested.join(" and ")} only the last would be left: use nestedBlocks.`,
    );
  for (const inner of Object.values(content)) refuseLostBlocks(inner);
}
