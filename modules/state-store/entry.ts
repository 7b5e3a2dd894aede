/** State as it is kept. */
export interface Entry<T> {
  readonly value: T;
  /** Goes up with every change, so that of two of them the newer one is known. */
  readonly version: number;
  /** Second of the Unix clock at which it is over. */
  readonly expires: number;
}

/** The entry, unless it is over: DynamoDB removes what is over only after some time, up to days. */
export function living<T>(entry: Entry<T> | undefined): Entry<T> | undefined {
  return entry !== undefined && entry.expires * 1000 > Date.now() ? entry : undefined;
}
