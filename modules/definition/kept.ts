import { IResolvable, IResolveContext } from "cdktf";

/** A reference of cdktf to an element of a stack. */
interface Reference extends IResolvable {
  readonly identifier: string;
}

/** How many tokens have been asked of which nobody knows whether they say the same again. */
let asked = 0;

/** True for cdktf's own references; its class is not exported. */
export function isReference(token: IResolvable | undefined): token is Reference {
  return token !== undefined && "identifier" in token && "originStack" in token;
}

/** To be called for every token that is neither a reference nor an expression: a lazy value may change. */
export function noteForeignToken(): void {
  asked += 1;
}

/** How many expressions are being put together around this one. */
let depth = 0;

/**
 * What an expression came out as when cdktf prepared the stack. cdktf resolves each stack twice, to find references to
 * other stacks and to write it; the second time it comes out the same, unless a lazy value is in it. Only the outermost
 * one is kept, which has the others in it, and only for as often as it was asked: cdktf holds every token to the end of
 * the process.
 */
export class Kept {
  private scope: unknown;
  private value: unknown;
  private uses = 0;

  /** The kept value, or a new one. */
  of<T>(context: IResolveContext, make: () => T): T {
    if (!context.preparing && this.uses > 0 && this.scope === context.scope) return this.take() as T;
    const before = asked;
    const value = nested(make);
    if (context.preparing && depth === 0) this.keep(context.scope, asked === before ? value : undefined);
    return value;
  }

  private take(): unknown {
    const { value } = this;
    this.uses -= 1;
    if (this.uses === 0) this.value = undefined;
    return value;
  }

  /** @param value Undefined for one that may come out differently. */
  private keep(scope: unknown, value: unknown): void {
    this.uses = value === undefined ? 0 : this.scope === scope ? this.uses + 1 : 1;
    this.scope = scope;
    this.value = value;
  }
}

function nested<T>(make: () => T): T {
  depth += 1;
  try {
    return make();
  } finally {
    depth -= 1;
  }
}
