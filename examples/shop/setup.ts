import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Fn } from "cdktf";
import { MultiAzConfig } from "../../modules";
import { Release } from "./release";

type Bootstrap = NonNullable<MultiAzConfig["bootstrap"]>;

const file = (name: string) => readFileSync(join(__dirname, "terraform", name), "utf8");

/**
 * What every instance needs, to serve or to work: Node.js, the program, and the authorities that sign RDS's certificates.
 *
 * @param user Whom the program runs as.
 */
export function base({ source }: Release, databaseSecretArn: string, user: string): Bootstrap {
  return {
    packages: ["nodejs22"],
    source: { s3: source, into: "/opt/shop", owner: user },
    secrets: { "/etc/shop/database.json": { arn: databaseSecretArn, owner: user } },
    run: [file("authorities.sh")],
    timeoutSeconds: 600,
  };
}

/** What a web server needs beside that. */
export function webServer(
  base: Bootstrap,
  environment: Record<string, string>,
  sessionSecretArn: string,
): Bootstrap {
  return {
    ...base,
    users: ["shop"],
    secrets: { ...base.secrets, "/etc/shop/session-secret": { arn: sessionSecretArn, owner: "shop" } },
    files: {
      "/etc/shop/environment": { content: environmentFile(environment) },
      "/etc/systemd/system/shop.service": { content: file("shop.service") },
    },
    services: ["shop"],
    ready: { url: "http://localhost:8080/healthz" },
  };
}

/** `NAME=value`, a line for each, of variables whose names may be unknown before the apply. */
function environmentFile(environment: Record<string, string>): string {
  return Fn.join("\n", Fn.formatlist("%s=%s", [Fn.keys(environment), Fn.values(environment)]) as string[]);
}
