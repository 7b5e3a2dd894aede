import { failureText } from "../../stacks/failure";

/** Runs a command with what was typed after its name; one that fails says why, and ends with 1. */
export function run(main: (args: string[]) => void | Promise<void>): void {
  const start = async () => main(process.argv.slice(2));
  start().catch((error: unknown) => {
    console.error(failureText(error));
    process.exitCode = 1;
  });
}
