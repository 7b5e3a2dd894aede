import fs from "node:fs";
import path from "node:path";

/** What a machine is started with. */
export interface Seed {
  instanceId: string;
  /** As it was given to the instance: plain or gzipped. */
  userData: Uint8Array;
  /** What every unit has in its environment. */
  environment: Readonly<Record<string, string>>;
}

/** Where the AWS CLI's packages are in a machine. */
export const awsCliFolder = "/usr/local/lib/aws-cli";

/** Works with the python3 of the machine, and lets nothing of that Python's own packages in. */
const awsProgram = `#!/usr/bin/python3 -IS
import sys
sys.path.append("${awsCliFolder}")
from awscli.clidriver import main
sys.exit(main())
`;

/** Where cloud-init finds its data, and what it must leave alone: the network is the computer's; there is no locale and no SSH. */
const cloudConfig = {
  datasource_list: ["NoCloud", "None"],
  network: { config: "disabled" },
  apt: { preserve_sources_list: true },
  locale: "C.UTF-8",
  ssh_genkeytypes: [],
};

/** The files that make a machine of the root its own, by their path. */
export function seedFiles({ instanceId, userData, environment }: Seed): Record<string, string | Uint8Array> {
  return {
    "/var/lib/cloud/seed/nocloud/meta-data": JSON.stringify({ "instance-id": instanceId }),
    "/var/lib/cloud/seed/nocloud/user-data": userData,
    "/etc/cloud/cloud.cfg.d/90_machine.cfg": JSON.stringify(cloudConfig),
    "/etc/systemd/system.conf.d/machine.conf": `[Manager]\nDefaultEnvironment=${assignments(environment)}\n`,
    "/usr/local/bin/aws": awsProgram,
  };
}

/** Writes them below a folder. */
export function writeSeed(folder: string, files: Record<string, string | Uint8Array>): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content, { mode: name.includes("/bin/") ? 0o755 : 0o644 });
  }
}

/**
 * Variables as systemd reads them: quoted, with specifiers escaped.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd-system.conf.html
 */
export function assignments(environment: Readonly<Record<string, string>>): string {
  const escape = (text: string) =>
    text.replace(/[\\"]/g, "\\$&").replaceAll("%", "%%").replaceAll("\n", "\\n");
  return Object.entries(environment)
    .map(([name, value]) => `"${name}=${escape(value)}"`)
    .join(" ");
}
