import { Testing } from "cdktf";
import { Construct } from "constructs";

/** One block of the synthesized stack; its attributes are what Terraform will read. */
export type Block = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

type PatternClass<Config> = new (scope: Construct, id: string, config: Config) => Construct;

/** What the tests of one pattern look at; what a config does not say is as in `smallest`. */
export function synthesizer<Config extends object>(
  pattern: PatternClass<Config>,
  id: string,
  smallest: Config,
) {
  const known = new Map<string, string>();
  const synthesize = (config: Partial<Config>) =>
    Testing.synthScope((scope) => void new pattern(scope, id, { ...smallest, ...config }));

  /** The stack's JSON with the pattern in it. */
  const synth = (config: Partial<Config> = {}): string => {
    const key = JSON.stringify(config);
    const stack = known.get(key) ?? synthesize(config);
    known.set(key, stack); // many tests look at the same stack, and each costs a twentieth of a second
    return stack;
  };

  /** The resources of the pattern with this config. */
  const resources = (config: Partial<Config> = {}) => new Resources(synth(config));
  return { synth, resources };
}

/** The resources of a synthesized stack. */
export class Resources {
  private readonly types: Record<string, Record<string, Block>>;

  constructor(synthesized: string) {
    this.types = JSON.parse(synthesized).resource;
  }

  /** How many of each type there are. */
  get counts(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(this.types).map(([type, blocks]) => [type, Object.keys(blocks).length]),
    );
  }

  /** Every resource with its address. */
  get all(): [address: string, block: Block][] {
    return Object.keys(this.types).flatMap((type) => this.addressed(type));
  }

  /** The resources of a type with their addresses, which is what `depends_on` and references name. */
  addressed(type: string): [address: string, block: Block][] {
    return Object.entries(this.types[type] ?? {}).map(([name, block]) => [`${type}.${name}`, block]);
  }

  of(type: string): Block[] {
    return this.addressed(type).map(([, block]) => block);
  }

  /** The one resource of its type; with a part of its name, the one whose name has that. */
  only(type: string, part = ""): Block {
    return this.onlyAddressed(type, part)[1];
  }

  /** Address of the one resource of its type. */
  address(type: string, part = ""): string {
    return this.onlyAddressed(type, part)[0];
  }

  /** Addresses of what does not wait for a resource, by itself or by way of others; that one is among them. */
  notWaitingFor(address: string): string[] {
    const texts = new Map(this.all.map(([other, block]) => [other, JSON.stringify(block)]));
    const waits = (one: string): boolean =>
      texts.get(one)!.includes(address) ||
      [...texts.keys()].some((other) => other !== one && texts.get(one)!.includes(other) && waits(other));
    return [...texts.keys()].filter((one) => !waits(one));
  }

  private onlyAddressed(type: string, part: string): [string, Block] {
    const found = this.addressed(type).filter(([address]) => address.includes(part));
    if (found.length !== 1) throw new Error(`${found.length} resources are ${type} with "${part}"`);
    return found[0]!;
  }
}
