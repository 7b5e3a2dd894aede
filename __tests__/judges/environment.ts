import { dirname, join } from "node:path";
import { cachePath } from "../../harness/project";
import { pythonEnvironment } from "../../harness/python-environment";

/** Path of the Python with the packages of `requirements.txt`, whose environment is made at the first call. */
export function judgesPython(): Promise<string> {
  return pythonEnvironment({
    requirements: join(__dirname, "requirements.txt"),
    directory: cachePath("judges-venv"),
    owner: "the judges",
  });
}

/** Path of a program of `requirements.txt`. */
export async function judgesProgram(name: "checkov" | "shellcheck"): Promise<string> {
  return join(dirname(await judgesPython()), name);
}
