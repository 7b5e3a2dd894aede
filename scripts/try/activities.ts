import { awsQuery } from "../../harness/aws-request";
import { Emulator } from "../../harness/emulator";

/** One line for each thing that the account's Auto Scaling groups have done so far, oldest first, as AWS records it. */
export async function scalingActivities(emulator: Emulator): Promise<string[]> {
  const call = { Action: "DescribeScalingActivities" };
  return parseActivities(await awsQuery(emulator, "autoscaling", "2011-01-01", call));
}

/** Reads the answer of DescribeScalingActivities, which has the newest first. */
export function parseActivities(xml: string): string[] {
  const members = [...xml.matchAll(/<member>(.*?)<\/member>/gs)].map((match) => match[1]!);
  return members.map(sentence).reverse();
}

function sentence(activity: string): string {
  const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(activity)?.[1] ?? "";
  const zone = /"Availability Zone": ?"([^"]+)"/.exec(unescape(field("Details")))?.[1];
  const place = zone === undefined ? "" : ` in ${zone}`;
  const what = `${field("Description").replace(/ ?(a new )?EC2 instance:?/, "")}${place}`;
  switch (field("StatusCode")) {
    case "Failed":
      return `${what} FAILED: ${field("StatusMessage")}`;
    case "Cancelled":
      return `${what.replace(/\. {2}Status Reason:.*(?= in )/, "")} CANCELLED: ${field("StatusMessage").replace(/ with token [^ ]+/, "")}`;
    default:
      return `${what}: ${field("Cause")}`;
  }
}

function unescape(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#34;", '"').replaceAll("&amp;", "&");
}
