import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { AddressInfo } from "node:net";
import { join, normalize } from "node:path";

/** A web server that hands out the files of a folder, and knows nothing else. */
export interface StaticServer {
  /** Such as `http://127.0.0.1:40001`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves a folder on a free port of this machine, with the headers that its file `_headers` names. */
export async function serveFolder(folder: string): Promise<StaticServer> {
  const headers = headersOf(folder);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const file = join(folder, normalize(pathname));
    const isThere = existsSync(file) && statSync(file).isFile();
    response.writeHead(isThere ? 200 : 404, headers.get(pathname));
    response.end(isThere ? readFileSync(file) : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The paths of `_headers`, a line each, with their headers indented below them. */
function headersOf(folder: string): Map<string, Record<string, string>> {
  const file = join(folder, "_headers");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return new Map(
    [...text.matchAll(/^(\/\S+)\n((?: +.*\n)+)/gm)].map(([, path, lines]) => [
      path!,
      Object.fromEntries(
        [...lines!.matchAll(/^ +([^:]+): (.*)$/gm)].map(([, name, value]) => [name!, value!]),
      ),
    ]),
  );
}
