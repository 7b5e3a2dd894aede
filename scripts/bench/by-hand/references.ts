/** A block of a stack's JSON that others may refer to. */
export interface Block {
  /** As expressions name it: `aws_lb.balancer`, `data.aws_vpc.vpc`, `local.zones`. */
  readonly address: string;
  /** Name of the variable that holds it in the program. */
  readonly variable: string;
  /** Its content: an object, or the expression of a local. */
  readonly content: unknown;
}

const REFERENCE = /(?<![\w.])(?:data\.\w+\.\w+|local\.\w+|(?:aws_\w+|terraform_data)\.\w+)/g;

/** Addresses that stand in a text. */
export function addressesIn(text: string): string[] {
  return text.match(REFERENCE) ?? [];
}

/** JavaScript of a text in which blocks are named, `text` in backticks; `attribute` says how `${block.attribute}` is read. */
export function template(
  text: string,
  blocks: ReadonlyMap<string, Block>,
  attribute: (block: Block, name: string) => string | undefined,
): string {
  const whole = /^\$\{([\w.]+)\.(\w+)\}$/.exec(text);
  const read = whole && blocks.get(whole[1]!) && attribute(blocks.get(whole[1]!)!, whole[2]!);
  if (read) return read;
  const isNamed = addressesIn(text).some((address) => blocks.has(address));
  if (!isNamed) return JSON.stringify(text);
  const escaped = text.replace(/[`\\]|\$\{/g, (found) => `\\${found}`);
  const filled = escaped.replace(REFERENCE, (address) => {
    const block = blocks.get(address);
    if (block === undefined) return address;
    return `${address.slice(0, address.lastIndexOf("."))}.\${${block.variable}.friendlyUniqueId}`;
  });
  return `\`${filled}\``;
}

/** The blocks, each after those that it names. */
export function inOrder(blocks: readonly Block[]): Block[] {
  const byAddress = new Map(blocks.map((block) => [block.address, block]));
  const done = new Set<Block>();
  const visit = (block: Block) => {
    if (done.has(block)) return;
    done.add(block);
    for (const address of addressesIn(JSON.stringify(block.content))) {
      const other = byAddress.get(address);
      if (other !== undefined) visit(other);
    }
    sorted.push(block);
  };
  const sorted: Block[] = [];
  blocks.forEach(visit);
  return sorted;
}
