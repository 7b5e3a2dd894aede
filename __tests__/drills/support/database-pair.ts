import dns from "node:dns";
import { ADDRESSES } from "./server-process";

/** Two real servers of one port at two addresses: a primary, and a standby that has all that was acknowledged. */
export interface DatabasePair {
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** The primary's host is gone: nothing answers, and no connection ends. */
  hangPrimary(): void;
  /** The standby becomes a primary. */
  promoteStandby(): Promise<void>;
  /** Ids in the table `written` of the standby. */
  idsAtStandby(): Promise<number[]>;
  stop(): Promise<void>;
}

/** A name that Node.js looks up as any other, and that leads to the primary until it is moved. */
export class MovingName {
  readonly name = "orders.test";
  private address: string = ADDRESSES[0];
  private readonly original = dns.lookup;

  constructor() {
    const lookup = (name: string, options: unknown, done?: unknown) =>
      name === this.name
        ? this.answer(options, done)
        : (this.original as (...args: unknown[]) => void)(name, options, done);
    Object.assign(dns, { lookup });
  }

  /** From now on it leads to the standby. */
  move(): void {
    this.address = ADDRESSES[1];
  }

  /** Node.js looks names up as before. */
  remove(): void {
    Object.assign(dns, { lookup: this.original });
  }

  private answer(options: unknown, done: unknown): void {
    const [address, family] = [this.address, this.address.includes(":") ? 6 : 4];
    const wantsAll = (options as { all?: boolean }).all === true;
    const callback = (done ?? options) as (...args: unknown[]) => void;
    setImmediate(() => (wantsAll ? callback(null, [{ address, family }]) : callback(null, address, family)));
  }
}
