import { ITerraformDependable, TerraformElement } from "cdktf";
import { Construct } from "constructs";
import { z } from "zod";
import { Flag } from "./expression";
import { Maybe } from "./maybe";
import { Rule } from "./rule";

/** A nested block's content in Terraform's spelling, as the provider's `…ToTerraform` functions give it. */
export type BlockContent = object;

/** An optional object: a feature that is on when it is given. */
export interface Feature<T> {
  /** Whether it is given. */
  readonly isGiven: Flag;
  /** One of its values, for use outside of what the feature builds; an optional one stays one optional value. */
  get<V>(select: (value: T) => Maybe<V>): Maybe<V>;
  get<V>(select: (value: T) => V): Maybe<V>;
  /** Rules over its values, which hold where it is not given. */
  rules(make: (value: T) => readonly Rule[]): Rule[];
  /** Builds the feature's resources in a scope of its own: only where it is given. */
  build<R>(scope: Construct, id: string, make: (scope: Construct, value: T) => R): Built<R>;
  /** Builds what stands in for the feature: only where it is not given. */
  buildInstead<R>(scope: Construct, id: string, make: (scope: Construct) => R): Built<R>;
  /** A nested block of a resource (`a.b` for b inside of a), present only where the feature is given; once for a name. */
  block(resource: TerraformElement, name: string, content: (value: T) => BlockContent): void;
  /**
   * The same for the content of an outer block: attributes to spread into it. Several of one content are joined with
   * `nestedBlocks` first.
   */
  nested(name: string, content: (value: T) => BlockContent): BlockContent;
  /** A nested block of a resource, present only where the feature is not given. */
  blockInstead(resource: TerraformElement, name: string, content: BlockContent): void;
}

/** What a feature built. */
export interface Built<R> {
  /** One of its values, absent where the feature is off. */
  read<V>(select: (made: R) => Maybe<V>): Maybe<V>;
  read<V>(select: (made: R) => V): Maybe<V>;
  /** Rules over what it looked up, which hold where the feature is off. */
  rules(select: (made: R) => readonly Rule[]): Rule[];
  /** One of its resources, or several, for `dependsOn`. */
  dependency(select: (made: R) => ITerraformDependable | ITerraformDependable[]): ITerraformDependable[];
  /** Does more with what was built, such as to tell it of what was built after it. */
  use(act: (made: R) => void): void;
  /** What was built, in TypeScript use and where the feature is on; for escape hatches. */
  readonly made: R | undefined;
}

/** A map of objects: one set of resources for each member. */
export interface Each<T> {
  /** The names of the members, sorted. */
  readonly keys: string[];
  /** Builds the resources of each member in a scope of its own. */
  build<R>(scope: Construct, id: string, make: (scope: Construct, key: string, value: T) => R): BuiltEach<R>;
  /** A value of each member, by its name. */
  map<V>(select: (key: string, value: T) => V): Record<string, V>;
}

/** What was built for the members of a map. */
export interface BuiltEach<R> {
  /** One value of each, by the member's name. */
  map<V>(select: (made: R) => V): Record<string, V>;
  /** What was built, by the member's name; empty in the published module. */
  readonly made: Readonly<Record<string, R>>;
}

/** A list of objects: nested blocks in the order given. */
export interface Items<T> {
  /** How many there are. */
  readonly count: number;
  /** A nested block of a resource for each item, in order. */
  blocks(resource: TerraformElement, name: string, content: (item: T) => BlockContent): void;
  /** A list with one value for each item. */
  map<V>(select: (item: T) => V): V[];
}

/**
 * The inputs as a construct sees them: the same in TypeScript use and in the published module, where every value
 * is a variable. What may be absent is not a value but a `Maybe` or a `Feature`, so the compiler stops an `if`.
 */
export type Bound<S> =
  S extends z.ZodOptional<infer Inner>
    ? BoundOptional<Inner>
    : S extends z.ZodNullable<infer Inner>
      ? BoundOptional<Inner>
      : S extends z.ZodDefault<infer Inner>
        ? Bound<Inner>
        : S extends z.ZodPrefault<infer Inner>
          ? Bound<Inner>
          : S extends z.ZodObject<infer Fields>
            ? { readonly [K in keyof Fields]: Bound<Fields[K]> }
            : S extends z.ZodRecord<z.ZodString, infer Member>
              ? BoundMap<Member>
              : S extends z.ZodArray<infer Member>
                ? BoundList<Member>
                : S extends z.ZodType<infer Value>
                  ? Value
                  : never;

type BoundOptional<Inner> = Inner extends z.ZodObject ? Feature<Bound<Inner>> : Maybe<Bound<Inner>>;
type BoundMap<Member> = Member extends z.ZodObject ? Each<Bound<Member>> : Record<string, Bound<Member>>;
type BoundList<Member> = Member extends z.ZodObject ? Items<Bound<Member>> : Bound<Member>[];
