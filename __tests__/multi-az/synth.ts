import { Testing } from "cdktf";
import { MultiAz } from "../../modules";
import { MultiAzConfig } from "../../modules/multi-az/inputs";
import { smallest } from "./configs";

/** One block of the synthesized stack; its attributes are what Terraform will read. */
export type Block = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

const known = new Map<string, string>();

/** The stack's JSON with the pattern in it; what is not given is the least that a user has to say. */
export function synth(config: Partial<MultiAzConfig> = {}): string {
  const key = JSON.stringify(config);
  const stack = known.get(key) ?? synthesize(config);
  known.set(key, stack); // many tests look at the same stack, and each costs a twentieth of a second
  return stack;
}

function synthesize(config: Partial<MultiAzConfig>): string {
  return Testing.synthScope((scope) => {
    new MultiAz(scope, "web", { ...smallest, ...config });
  });
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

  private onlyAddressed(type: string, part: string): [string, Block] {
    const found = this.addressed(type).filter(([address]) => address.includes(part));
    if (found.length !== 1) throw new Error(`${found.length} resources are ${type} with "${part}"`);
    return found[0]!;
  }
}

/** The resources of the pattern with this config. */
export function resources(config: Partial<MultiAzConfig> = {}): Resources {
  return new Resources(synth(config));
}
