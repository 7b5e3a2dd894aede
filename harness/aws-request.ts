import { Emulator } from "./emulator";

/**
 * Plain requests to the emulator, for what an operator or AWS itself does by hand. The emulator checks no signature, so
 * there is no need for an SDK; they are never sent anywhere else.
 */

/** A call of an API in the query protocol (EC2, Auto Scaling, Elastic Load Balancing, …). Returns the XML. */
export async function awsQuery(
  emulator: Emulator,
  service: string,
  version: string,
  parameters: Record<string, string>,
): Promise<string> {
  const body = new URLSearchParams({ ...parameters, Version: version });
  return send(emulator, service, "POST", "/", body.toString(), "application/x-www-form-urlencoded");
}

/** A call of an API in the JSON protocol (SSM, DynamoDB, …). `target` is such as `AmazonSSM.GetParameter`. */
export async function awsJson<T>(
  emulator: Emulator,
  service: string,
  target: string,
  parameters: object,
): Promise<T> {
  const headers = { "X-Amz-Target": target };
  const type = "application/x-amz-json-1.1";
  return JSON.parse(
    await send(emulator, service, "POST", "/", JSON.stringify(parameters), type, headers),
  ) as T;
}

/** A call of an API in the REST protocol with JSON bodies (FIS, …). */
export async function awsRest<T>(
  emulator: Emulator,
  service: string,
  method: string,
  path: string,
  parameters?: object,
): Promise<T> {
  const body = parameters && JSON.stringify(parameters);
  return JSON.parse(await send(emulator, service, method, path, body, "application/json")) as T;
}

/** Makes a bucket of S3. */
export async function createBucket(emulator: Emulator, name: string): Promise<void> {
  await send(emulator, "s3", "PUT", `/${name}`, undefined, "application/xml");
}

/** Every text between `<tag>` and `</tag>` of an XML answer, in order. */
export function textsOf(xml: string, tag: string): string[] {
  return [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))].map(([, text]) => text!);
}

async function send(
  emulator: Emulator,
  service: string,
  method: string,
  path: string,
  body: string | undefined,
  contentType: string,
  more: Record<string, string> = {},
): Promise<string> {
  const headers = { ...more, "Content-Type": contentType, Authorization: authorization(service) };
  const response = await fetch(new URL(path, emulator.url), { method, headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${method} ${path}: HTTP ${response.status} ${text}`);
  return text;
}

/** The emulator takes the service from where a signature would name it. */
function authorization(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
}
