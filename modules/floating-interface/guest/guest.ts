import { TerraformLocal } from "cdktf";
import { Construct } from "constructs";
import { hcl, text } from "../../definition";
import { programText } from "../../program-text";
import { UNIT } from "./unit";

/** A file as `bootstrap.files` takes it. */
export interface GuestFile {
  /** Its content. */
  readonly content: string;
  /** Its mode. */
  readonly mode: string;
}

const PROGRAM_FILE = "/usr/local/sbin/floating-interface";
const UNIT_FILE = "/etc/systemd/system/floating-interface@.service";

/** The program that routes a floating interface inside of an instance, whose address it is told by its unit. */
export function guestProgram(): string {
  return programText("floating-interface/guest/floating-interface.sh");
}

/** The files, by path: the same for every interface. */
export function guestFiles(program: string, unit: string): Record<string, GuestFile> {
  return {
    [PROGRAM_FILE]: { content: program, mode: "0755" },
    [UNIT_FILE]: { content: unit, mode: "0644" },
  };
}

/** The unit that routes the interface with this address, once the files are there. */
export function guestService(address: string): string {
  return text`floating-interface@${address}.service`;
}

/**
 * What routes a floating interface inside of its holder, as texts. They read nothing but the address, so that what
 * launches a member may have them, though the pattern itself waits for the member.
 */
export class Guest extends Construct {
  readonly files: Record<string, GuestFile>;
  readonly services: string[];
  /** cloud-config, which is YAML, of which JSON is a part. */
  readonly userData: string;

  constructor(scope: Construct, id: string, address: string) {
    super(scope, id);
    // From locals, so that each text stands in the module once.
    const program = new TerraformLocal(this, "program", text`${guestProgram()}`).asString;
    const unit = new TerraformLocal(this, "unit", text`${UNIT}`).asString;
    this.files = guestFiles(program, unit);
    this.services = [guestService(address)];
    this.userData = text`#cloud-config\n${hcl`jsonencode({
      write_files = [
        { path = ${PROGRAM_FILE}, permissions = "0755", content = ${program} },
        { path = ${UNIT_FILE}, permissions = "0644", content = ${unit} }
      ],
      runcmd = [
        ["systemctl", "daemon-reload"],
        ["systemctl", "enable", "--now", "--no-block", ${guestService(address)}]
      ]
    })`}\n`;
  }
}
