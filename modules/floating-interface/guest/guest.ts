import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hcl, text } from "../../definition";
import { UNIT } from "./unit";

/** A file as `bootstrap.files` takes it. */
export interface GuestFile {
  /** Its content. */
  readonly content: string;
  /** Its mode. */
  readonly mode: string;
}

const PROGRAM = "/usr/local/sbin/floating-interface";
const UNIT_FILE = "/etc/systemd/system/floating-interface@.service";

/** The files that route a floating interface inside of an instance, by path: the same for every interface. */
export function guestFiles(): Record<string, GuestFile> {
  const program = readFileSync(join(__dirname, "floating-interface.sh"), "utf8");
  return { [PROGRAM]: { content: program, mode: "0755" }, [UNIT_FILE]: { content: UNIT, mode: "0644" } };
}

/** The unit that routes the interface with this address, once the files are there. */
export function guestService(address: string): string {
  return text`floating-interface@${address}.service`;
}

/** Both for an instance without a bootstrap, as user data: cloud-config, which is YAML, of which JSON is a part. */
export function guestUserData(address: string): string {
  const files = Object.entries(guestFiles());
  const [program, unit] = files.map(([, { content }]) => content);
  return text`#cloud-config\n${hcl`jsonencode({
    write_files = [
      { path = ${PROGRAM}, permissions = "0755", content = ${program!} },
      { path = ${UNIT_FILE}, permissions = "0644", content = ${unit!} }
    ],
    runcmd = [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "--no-block", ${guestService(address)}]
    ]
  })`}\n`;
}
