import { awsQuery } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";

/** One line for each thing that RDS tells of the account's instances, oldest first. */
export async function databaseEvents(emulator: Emulator): Promise<string[]> {
  return parseEvents(await awsQuery(emulator, "rds", "2014-10-31", { Action: "DescribeEvents" }));
}

/** Reads the answer of DescribeEvents. */
export function parseEvents(xml: string): string[] {
  const events = [...xml.matchAll(/<Event>(.*?)<\/Event>/gs)].map((match) => match[1]!);
  const field = (event: string, name: string) =>
    new RegExp(`<${name}>([^<]*)</${name}>`).exec(event)?.[1] ?? "";
  return events.map((event) => `${field(event, "SourceIdentifier")}: ${field(event, "Message")}`);
}
