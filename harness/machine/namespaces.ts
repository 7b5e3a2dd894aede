/**
 * The command that runs another one with mounts and processes of its own, all of which end with it, and with the process that
 * starts it, even when that is killed.
 */
export function inNamespaces(command: string[]): string[] {
  const endWithParent = ["setpriv", "--pdeathsig", "KILL"];
  return [
    ...endWithParent,
    "unshare",
    "--mount",
    "--pid",
    "--fork",
    "--kill-child",
    "--mount-proc",
    ...command,
  ];
}
