import { resolve } from "node:path";

/** The repository, wherever the publisher is started. */
export const ROOT = resolve(__dirname, "..");
