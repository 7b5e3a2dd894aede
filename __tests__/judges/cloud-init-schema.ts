import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withLock } from "../../harness/lock-directory";
import { apt } from "../../harness/machine/host";
import { cachePath } from "../../harness/project";
import { runProcess } from "../../harness/run-process";

const INSIDE = "usr/lib/python3/dist-packages/cloudinit/config/schemas/schema-cloud-config-v1.json";

/**
 * Path of the schema in this computer's own package of cloud-init, which is fetched once and not installed: it would
 * configure the computer at its next boot. Rejects where there is no Debian or Ubuntu.
 */
export async function cloudInitSchema(): Promise<string> {
  const folder = cachePath("cloud-init");
  const schema = join(folder, INSIDE);
  await withLock(`${folder}.lock`, async () => {
    if (!existsSync(schema)) await unpackInto(folder);
  });
  return schema;
}

/** Without lists, as in a fresh image, apt knows no package; and whoever else uses apt now has its lock for a while. */
async function fetchInto(folder: string, attempts = 10): Promise<void> {
  try {
    await apt(["download", "cloud-init"], { cwd: folder });
  } catch (error) {
    if (attempts === 1) throw error;
    await apt(["update"]).catch(() => sleep(5_000));
    await fetchInto(folder, attempts - 1);
  }
}

async function unpackInto(folder: string): Promise<void> {
  const download = `${folder}.download`;
  for (const path of [folder, download]) rmSync(path, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  await fetchInto(download);
  const [file] = readdirSync(download);
  const unpacked = await runProcess("dpkg-deb", ["--extract", file!, "unpacked"], { cwd: download });
  if (unpacked.exitCode !== 0) throw new Error(`dpkg-deb: ${unpacked.stderr}`);
  renameSync(join(download, "unpacked"), folder);
  rmSync(download, { recursive: true });
}
