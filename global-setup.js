const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

/** cdktf makes a temporary folder for each synthesis of a test and leaves it; here they go with the run. */
module.exports = () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "ha-"));
  process.env.TMPDIR = folder;
  process.once("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
};
