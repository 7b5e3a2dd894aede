import { readdirSync } from "node:fs";
import path from "node:path";
import { pythonEnvironment, PythonEnvironmentOptions } from "./python-environment";

/** The real AWS CLI on this machine. */
export interface AwsCli {
  /** Path of the program `aws`. */
  command: string;
  /** Folder with its packages, all of which run as plain Python too: another Python 3.10 or newer can run it from there. */
  packages: string;
}

/** The AWS CLI of the emulator's Python environment, which is made when there is none. */
export async function awsCli(options: PythonEnvironmentOptions = {}): Promise<AwsCli> {
  const bin = path.dirname(await pythonEnvironment(options));
  const library = path.join(bin, "..", "lib");
  const [python] = readdirSync(library).filter((name) => name.startsWith("python3."));
  return { command: path.join(bin, "aws"), packages: path.join(library, python!, "site-packages") };
}
