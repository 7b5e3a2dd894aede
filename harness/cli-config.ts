import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { withoutSettings } from "./hermetic-environment";
import { ProviderMirror } from "./provider-mirror";
import { TerraformBinary } from "./terraform-binary";

/**
 * Writes `cli.tfrc` into a folder, a CLI configuration that takes providers from this mirror only, and returns its path.
 * A mirror laid out for another host than the program asks for (OpenTofu has its own) is served through links.
 */
export function writeMirrorConfig(
  mirror: ProviderMirror,
  terraform: TerraformBinary,
  folder: string,
): string {
  fs.mkdirSync(folder, { recursive: true });
  const wanted = defaultHost(terraform, folder);
  const root = wanted === mirror.host ? mirror.root : linkMirror(mirror, terraform.platform, wanted, folder);
  const file = path.join(folder, "cli.tfrc");
  fs.writeFileSync(file, mirrorConfig(root));
  return file;
}

/** The text of a CLI configuration with one mirror and nothing else. */
export function mirrorConfig(root: string): string {
  return `# Written by the test harness; made again when it is removed.
disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path = ${JSON.stringify(root)}
  }
}
`;
}

/** Makes `mirror/HOST/…` in a folder from links into a mirror of another host; returns the new mirror's root. */
function linkMirror(mirror: ProviderMirror, platform: string, host: string, folder: string): string {
  const root = path.join(folder, "mirror");
  fs.rmSync(root, { recursive: true, force: true });
  for (const version of mirror.versions) {
    const parts = ["hashicorp", "aws", version];
    fs.mkdirSync(path.join(root, host, ...parts), { recursive: true });
    // Only the last level may be a link: the search for installed versions does not follow one further up.
    fs.symlinkSync(
      path.join(mirror.root, mirror.host, ...parts, platform),
      path.join(root, host, ...parts, platform),
    );
  }
  return root;
}

/** The host that the program itself adds to `hashicorp/aws`; asked for, because the two products differ. */
function defaultHost(terraform: TerraformBinary, parent: string): string {
  const folder = fs.mkdtempSync(path.join(parent, "default-host-"));
  try {
    const root = { terraform: { required_providers: { aws: { source: "hashicorp/aws" } } } };
    fs.writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(root));
    const asked = spawnSync(terraform.path, ["providers"], {
      cwd: folder,
      env: withoutSettings(process.env),
      encoding: "utf8",
      timeout: 30_000,
    });
    const host = /provider\[([^/\]]+)\/hashicorp\/aws\]/.exec(asked.stdout ?? "")?.[1];
    if (!host)
      throw new Error(
        `${terraform.path} providers printed no provider address: ${asked.stdout}${asked.stderr}`,
      );
    return host;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
