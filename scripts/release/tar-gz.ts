import { gzipSync } from "fflate";
import { pack } from "tar-stream";
import { Files } from "../../publisher/module-files";

/** Any date that never changes; the one that npm gives the files of its tarballs. */
const MTIME = new Date("1985-10-26T08:15:00Z");

/**
 * An archive whose bytes are those of its files and nothing else: no date, no user, no order of a folder, and not the
 * zlib of the machine, which compresses as its version and its processor want. So whoever makes a release again from
 * the same commit gets the same checksums.
 */
export async function tarGz(files: Files): Promise<Uint8Array> {
  const tar = pack();
  // By code unit: a locale has an order of its own.
  for (const [name, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
    tar.entry({ name, mtime: MTIME, mode: 0o644, uid: 0, gid: 0 }, text);
  tar.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of tar) chunks.push(chunk as Uint8Array);
  return gzipSync(Buffer.concat(chunks), { level: 9, mtime: 0 });
}
