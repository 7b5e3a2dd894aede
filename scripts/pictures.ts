import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../harness/project";
import { filesOf } from "./pictures/files";

/** `npm run pictures`: draws the picture of every pattern into its folder. */
for (const [file, content] of filesOf()) writeFileSync(join(projectRoot, file), content);
