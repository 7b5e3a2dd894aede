import { SignatureV4 } from "@smithy/signature-v4";
import { createHash, createHmac, Hash, Hmac } from "node:crypto";

/** Credentials of AWS, or what gives them: `new DynamoDB({ … }).config.credentials`. */
type Credentials = ConstructorParameters<typeof SignatureV4>[0]["credentials"];

/** For which cache, and as which of its users. */
export interface CacheLogin {
  readonly region: string;
  /** Name of the cache: the output `cache_name`. */
  readonly cacheName: string;
  readonly userName: string;
  readonly credentials: Credentials;
}

/**
 * The password of a user of IAM: a signed request that is never sent ("Authenticating with IAM", ElastiCache user
 * guide). It lets one in for 15 minutes, so that each connection needs one of its own, and makes them when it is made.
 */
export async function cacheToken(login: CacheLogin, signingDate = new Date()): Promise<string> {
  const { region, cacheName, userName, credentials } = login;
  const signer = new SignatureV4({ service: "elasticache", region, credentials, sha256: Sha256 });
  const request = {
    method: "GET",
    protocol: "http:",
    hostname: cacheName,
    path: "/",
    query: { Action: "connect", User: userName },
    headers: { host: cacheName },
  };
  const { query } = await signer.presign(request, { expiresIn: 900, signingDate });
  const pairs = Object.entries(query ?? {}).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return `${cacheName}/?${pairs.join("&")}`;
}

/** Node's SHA-256 in the shape that the signer asks for. */
class Sha256 {
  private readonly hash: Hash | Hmac;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash =
      secret === undefined ? createHash("sha256") : createHmac("sha256", secret as NodeJS.ArrayBufferView);
  }

  update(data: Uint8Array): void {
    this.hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.hash.digest());
  }

  reset(): void {}
}
