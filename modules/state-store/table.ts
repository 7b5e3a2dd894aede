import { Entry } from "./entry";
import { StateStoreError } from "./error";

type Attributes = Record<string, { readonly S?: string; readonly N?: string }>;

/** What is used of `DynamoDB` of `@aws-sdk/client-dynamodb`. */
export interface TableClient {
  getItem(input: any): Promise<{ Item?: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any
  updateItem(input: any): Promise<{ Attributes?: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any
  deleteItem(input: any): Promise<{ Attributes?: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any
  query(input: any): Promise<{ Items?: any[]; LastEvaluatedKey?: any }>; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** The table that has the state: key `id`, end of an item `expires`. */
export interface TableOptions<T> {
  /** `new DynamoDB({ … })` of `@aws-sdk/client-dynamodb`, with the time limits and tries that suit you. */
  readonly client: TableClient;
  /** Name of the table. */
  readonly name: string;
  /** The index by user: its name, its attribute, and whose a value is. */
  readonly userIndex?: {
    readonly name: string;
    readonly attribute: string;
    readonly userOf: (value: T) => string | undefined;
  };
}

/** What the item must be like for a change: anything, live, this one, or none. */
export type Condition<T> = "any" | "live" | Entry<T> | undefined;

/** State in the table, one item each. Every change makes the item's version higher than it was. */
export class Table<T> {
  constructor(private readonly options: TableOptions<T>) {}

  async read(id: string): Promise<Entry<T> | undefined> {
    const { Item } = await this.ask("read", (client) =>
      client.getItem({ ...this.item(id), ConsistentRead: true }),
    );
    return entryOf<T>(Item);
  }

  /** Changes what is given. @returns what the item is now, or "conflict" where it is not as the condition says. */
  async write(
    id: string,
    change: { readonly value?: T; readonly expires: number },
    condition: Condition<T>,
  ): Promise<Entry<T> | "conflict"> {
    const now = Date.now();
    const names: Record<string, string> = { "#version": "version", "#expires": "expires" };
    const values: Attributes = {
      ":now": { N: String(now) },
      ":one": { N: "1" },
      ":expires": { N: String(change.expires) },
    };
    // From the clock on, not from 0: one that comes after a removed one is the newer of the two.
    const sets = ["#expires = :expires", "#version = if_not_exists(#version, :now) + :one"];
    const removes: string[] = [];
    if (change.value !== undefined) {
      names["#value"] = "value";
      values[":value"] = { S: JSON.stringify(change.value) };
      sets.push("#value = :value");
      const user = this.options.userIndex?.userOf(change.value);
      if (this.options.userIndex) names["#user"] = this.options.userIndex.attribute;
      if (user !== undefined) values[":user"] = { S: user };
      if (this.options.userIndex) (user === undefined ? removes : sets).push(user === undefined ? "#user" : "#user = :user");
    }
    const ConditionExpression = conditionOf(condition, values, now);
    try {
      const { Attributes } = await this.options.client.updateItem({
        ...this.item(id),
        UpdateExpression: `SET ${sets.join(", ")}${removes.length > 0 ? ` REMOVE ${removes.join(", ")}` : ""}`,
        ConditionExpression,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
        ReturnValues: "ALL_NEW",
      });
      return entryOf<T>(Attributes)!;
    } catch (error) {
      if ((error as Error).name === "ConditionalCheckFailedException") return "conflict";
      throw this.failure("write", error);
    }
  }
}
