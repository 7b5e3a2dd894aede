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

/**
 * What an expression came out as when cdktf prepared the stack. cdktf resolves each stack twice, to find references to
 * other stacks and to write it; the second time it comes out the same, unless a lazy value is in it.
 */
export class Kept<T> {
  private scope: unknown;
  private value: T | undefined;

  /** The kept value, or a new one. */
  of(context: IResolveContext, make: () => T): T {
    if (!context.preparing && this.scope === context.scope) return this.value as T;
    const before = asked;
    const value = make();
    const isKept = context.preparing && asked === before;
    this.scope = isKept ? context.scope : undefined;
    this.value = isKept ? value : undefined;
    return value;
  }
}
