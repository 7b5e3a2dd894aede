import { Entry } from "./entry";
import { StateStoreError } from "./error";

type Item = Record<string, { readonly S?: string; readonly N?: string }>;

/** What is used of `DynamoDB` of `@aws-sdk/client-dynamodb`. */
export interface TableClient {
  getItem(input: object): Promise<{ Item?: Item }>;
  putItem(input: object): Promise<object>;
  deleteItem(input: object): Promise<{ Attributes?: Item }>;
  query(input: object): Promise<{ Items?: Item[]; LastEvaluatedKey?: object }>;
}

/** The table that has the state: its key is `id`, and `expires` is where an item ends. */
export interface TableOptions<T> {
  /** A `DynamoDB` of `@aws-sdk/client-dynamodb`, with time limits and tries that suit you. */
  readonly client: TableClient;
  /** Name of the table. */
  readonly name: string;
  /** The index by user, where there is one: its name, its attribute, and whose a value is. */
  readonly userIndex?: {
    readonly name: string;
    readonly attribute: string;
    readonly userOf: (value: T) => string | undefined;
  };
}

/** State in the table, an item each. */
export class Table<T> {
  constructor(private readonly options: TableOptions<T>) {}

  async read(id: string): Promise<Entry<T> | undefined> {
    const input = { ...this.named, Key: { id: { S: id } }, ConsistentRead: true };
    return entryOf((await this.ask(() => this.options.client.getItem(input))).Item);
  }

  /** Writes over the entry that is known, or where nothing is. @returns whether it did, or was not what is there. */
  async write(id: string, entry: Entry<T>, known: Entry<T> | undefined): Promise<boolean> {
    const { client, userIndex } = this.options;
    const user = userIndex?.userOf(entry.value);
    const input = {
      ...this.named,
      Item: {
        id: { S: id },
        value: { S: JSON.stringify(entry.value) },
        version: { N: String(entry.version) },
        expires: { N: String(entry.expires) },
        ...(user === undefined ? {} : { [userIndex!.attribute]: { S: user } }),
      },
      // What is over counts as gone, though DynamoDB may not have removed it yet.
      ConditionExpression: known ? "#at = :at" : "attribute_not_exists(id) OR #at <= :at",
      ExpressionAttributeNames: { "#at": known ? "version" : "expires" },
      ExpressionAttributeValues: { ":at": { N: String(known?.version ?? Math.floor(Date.now() / 1000)) } },
    };
    return this.ask(() =>
      client.putItem(input).then(
        () => true,
        (error: Error) => {
          if (error.name === "ConditionalCheckFailedException") return false;
          throw error;
        },
      ),
    );
  }

  /** @returns what was there. */
  async remove(id: string): Promise<Entry<T> | undefined> {
    const input = { ...this.named, Key: { id: { S: id } }, ReturnValues: "ALL_OLD" };
    return entryOf((await this.ask(() => this.options.client.deleteItem(input))).Attributes);
  }

  /** Ids of all state of a user, by the index, which is a moment behind the table. */
  async *idsOf(user: string): AsyncGenerator<string> {
    const { client, userIndex } = this.options;
    if (!userIndex) throw new StateStoreError("table.userIndex is required to find state by its user.");
    const input = {
      ...this.named,
      IndexName: userIndex.name,
      KeyConditionExpression: "#user = :user",
      ExpressionAttributeNames: { "#user": userIndex.attribute },
      ExpressionAttributeValues: { ":user": { S: user } },
    };
    let from: object | undefined;
    do {
      const page = await this.ask(() => client.query({ ...input, ExclusiveStartKey: from }));
      for (const item of page.Items ?? []) yield item.id!.S!;
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  }

  private get named() {
    return { TableName: this.options.name };
  }

  /** The error names no id: who has it is logged in. */
  private async ask<R>(call: () => Promise<R>): Promise<R> {
    try {
      return await call();
    } catch (cause) {
      const { name, message } = cause as Error;
      throw new StateStoreError(`The table ${this.options.name} failed: ${name}: ${message}`, { cause });
    }
  }
}

function entryOf<T>(item: Item | undefined): Entry<T> | undefined {
  const { value, version, expires } = item ?? {};
  if (value?.S === undefined) return undefined;
  return { value: JSON.parse(value.S) as T, version: Number(version?.N), expires: Number(expires?.N) };
}
