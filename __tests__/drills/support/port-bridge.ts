import { ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs in the namespace: takes connections there and hands them on through a file, which no namespace separates. */
const doorway = `
  const { connect, createServer } = require("node:net");
  const [port, socket] = process.argv.slice(1);
  createServer((client) => {
    const host = connect(socket);
    client.pipe(host).pipe(client);
    client.on("error", () => host.destroy());
    host.on("error", () => client.destroy());
  }).listen(Number(port), "127.0.0.1", () => console.log("listening"));
`;

/** A port of this computer's 127.0.0.1 that is reached at 127.0.0.1 of a network namespace, too. */
export class PortBridge {
  private readonly folder = mkdtempSync(join(tmpdir(), "port-bridge-"));
  private readonly server: Server;
  private inside: ChildProcess | undefined;

  constructor(
    private readonly namespace: string,
    private readonly port: number,
  ) {
    this.server = createServer((client) => this.handOn(client));
  }

  /** Done when connections are taken. */
  async open(): Promise<void> {
    const socket = join(this.folder, "socket");
    this.server.listen(socket);
    await once(this.server, "listening");
    const command = [process.execPath, "-e", doorway, String(this.port), socket];
    this.inside = spawn("ip", ["netns", "exec", this.namespace, ...command], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(this.inside.stdout!, "data");
  }

  /** Done when nothing listens any more. */
  async close(): Promise<void> {
    if (this.inside?.exitCode === null) {
      const ended = once(this.inside, "close");
      this.inside.kill("SIGKILL");
      await ended;
    }
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private handOn(client: Socket): void {
    const host = connect(this.port, "127.0.0.1");
    client.pipe(host).pipe(client);
    client.on("error", () => host.destroy());
    host.on("error", () => client.destroy());
  }
}
