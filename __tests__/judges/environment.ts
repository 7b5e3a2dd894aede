import { dirname, join } from "node:path";
import { cachePath } from "../../harness/project";
import { pythonEnvironment } from "../../harness/python-environment";

/** Path of a program of `requirements.txt`, whose environment is made at the first call. */
export async function judgesProgram(name: "checkov" | "shellcheck"): Promise<string> {
  const python = await pythonEnvironment({
    requirements: join(__dirname, "requirements.txt"),
    directory: cachePath("judges-venv"),
    owner: "the judges",
  });
  return join(dirname(python), name);
}
