import { Module } from "node:module";

/**
 * zod loads its messages in fifty languages, sixty files, of which this app uses English. Node takes them for loaded
 * when what they would export is there. In the package, the bundle leaves them out.
 */
const translations = require.resolve("zod/v4/locales");
require.cache[translations] ??= Object.assign(new Module(translations), { exports: {}, loaded: true });
