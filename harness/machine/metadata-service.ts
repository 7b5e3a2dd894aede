import { randomUUID } from "node:crypto";
import { createServer, IncomingMessage, Server, ServerResponse } from "node:http";
import { AddressInfo } from "node:net";
import { InstanceMetadata, lookUp, metadataTree } from "./instance-metadata";

/** A request that was answered, token or not. */
export interface MetadataRequest {
  method: string;
  /** Such as `/latest/meta-data/instance-id`. */
  path: string;
  status: number;
}

/** What there is to say about the instance, now and then, or asked for at each request. */
export type MetadataSource = InstanceMetadata | (() => Promise<InstanceMetadata>);

interface Answer {
  status: number;
  text: string;
}

const tokenPath = "/latest/api/token";
const metadataPath = "/latest/meta-data";
const maximumTokenSeconds = 21_600;

/**
 * The instance metadata service of one instance, version 2 only: every GET needs a token. It listens on 127.0.0.1 instead of
 * on a link-local address; AWS_EC2_METADATA_SERVICE_ENDPOINT leads the AWS CLI and SDKs to it.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html
 */
export class MetadataService {
  /** Every request that was answered, oldest first, those that were made to fail too. */
  readonly requests: MetadataRequest[] = [];
  private readonly tokens = new Map<string, number>();
  private readonly server: Server;
  private changed: Partial<InstanceMetadata> = {};
  private failing = 0;

  /** Use startMetadataService. */
  constructor(private readonly source: MetadataSource) {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  /** Where it listens, such as `http://127.0.0.1:5000`. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What it says about the instance now. */
  async metadata(): Promise<InstanceMetadata> {
    const original = typeof this.source === "function" ? await this.source() : this.source;
    return { ...original, ...this.changed };
  }

  /** Says something else from now on; undefined for what is to be absent. */
  change(metadata: Partial<InstanceMetadata>): void {
    this.changed = { ...this.changed, ...metadata };
  }

  /** Answers the next requests, those for a token too, with HTTP 503. */
  failNext(requests: number): void {
    this.failing = requests;
  }

  /** Ends it; done when nothing listens any more. Twice is fine. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Use startMetadataService. */
  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, "127.0.0.1", resolve);
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(new URL(request.url ?? "/", this.url).pathname);
    const answer = await this.answer(request, path).catch((error: Error) => ({
      status: 500,
      text: error.message,
    }));
    this.requests.push({ method: request.method ?? "", path, status: answer.status });
    response.writeHead(answer.status, { "Content-Type": "text/plain" });
    response.end(answer.text);
  }

  private async answer({ method, headers }: IncomingMessage, path: string): Promise<Answer> {
    if (this.failing > 0) {
      this.failing--;
      return { status: 503, text: "Service Unavailable" };
    }
    // A request that came through a proxy is not the instance's own.
    if (headers["x-forwarded-for"] !== undefined) return { status: 403, text: "Forbidden" };
    if (path === tokenPath) return this.token(method, headers["x-aws-ec2-metadata-token-ttl-seconds"]);
    if (method !== "GET") return { status: 405, text: "Method Not Allowed" };
    if (!this.isValid(headers["x-aws-ec2-metadata-token"])) return { status: 401, text: "Unauthorized" };
    const text = path.startsWith(metadataPath)
      ? lookUp(metadataTree(await this.metadata()), path.slice(metadataPath.length).replace(/^\//, ""))
      : undefined;
    return text === undefined ? { status: 404, text: "Not Found" } : { status: 200, text };
  }

  private token(method: string | undefined, lifetime: string | string[] | undefined): Answer {
    if (method !== "PUT") return { status: 405, text: "Method Not Allowed" };
    const seconds = Number(lifetime);
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > maximumTokenSeconds) {
      return { status: 400, text: "Bad Request" };
    }
    const token = randomUUID();
    this.tokens.set(token, Date.now() + seconds * 1000);
    return { status: 200, text: token };
  }

  private isValid(token: string | string[] | undefined): boolean {
    return typeof token === "string" && (this.tokens.get(token) ?? 0) > Date.now();
  }
}

/** Starts the metadata service of an instance on 127.0.0.1, on a free port. It ends with this process, or stopped. */
export async function startMetadataService(source: MetadataSource): Promise<MetadataService> {
  const service = new MetadataService(source);
  await service.listen();
  return service;
}
