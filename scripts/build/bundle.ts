import { dirname, resolve } from "node:path";
import { transformFileAsync } from "@babel/core";
import { build, Plugin } from "esbuild";

/** A bundle, and what came into it from elsewhere. */
export interface Bundle {
  /** The program, in CommonJS. */
  readonly text: string;
  /** Folders of the packages that are part of it. */
  readonly packages: readonly string[];
}

/** zod's messages in fifty languages: half of its time to load, and nothing here asks for one. English is beside. */
const TRANSLATIONS = /^\.\.\/locales\/index\.cjs$/;

/**
 * Sources and what they import, as one program, since a file for each module takes more time to find and read than to
 * run. A module is loaded when something of it is used first: who uses one pattern loads neither the others, nor the
 * classes of resources that it does not make.
 *
 * @param entry Path of the source that has the exports.
 * @param external Names of the packages that are required as before.
 * @throws Error when zod's translations, which are left out, are not where they were.
 */
export async function bundled(entry: string, external: readonly string[]): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    // Not the entry itself: Node's `import` hides a name when it finds its getter, and does not understand it.
    stdin: { contents: `module.exports = require(${JSON.stringify(entry)});`, resolveDir: dirname(entry) },
    external: [...external],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [loadedWhenUsed, withoutTranslations],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  return { text: outputFiles[0]!.text, packages: packagesOf(Object.keys(metafile.inputs)) };
}

/** A line for the end of a program that names its exports for Node's `import`, which runs nothing to find them. */
export function namesLine(names: readonly string[]): string {
  return `0 && (module.exports = { ${names.join(", ")} });\n`;
}

const loadedWhenUsed: Plugin = {
  name: "loaded-when-used",
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const transformed = await transformFileAsync(path, {
        babelrc: false,
        configFile: false,
        presets: ["@babel/preset-typescript"],
        plugins: [
          "@babel/plugin-transform-explicit-resource-management",
          ["@babel/plugin-transform-modules-commonjs", { lazy: () => true }],
        ],
      });
      return { contents: transformed!.code! };
    });
  },
};

const withoutTranslations: Plugin = {
  name: "without-translations",
  setup(build) {
    let found = false;
    build.onResolve({ filter: TRANSLATIONS }, ({ path }) => {
      found = true;
      return { path, namespace: "nothing" };
    });
    build.onLoad({ filter: /.*/, namespace: "nothing" }, () => ({ contents: "" }));
    build.onEnd(({ metafile }) => {
      const hasZod = packagesOf(Object.keys(metafile?.inputs ?? {})).some((path) => path.endsWith("/zod"));
      if (hasZod && !found) throw new Error("zod has its translations elsewhere than in locales/index.cjs.");
    });
  },
};

function packagesOf(files: readonly string[]): string[] {
  const folders = files.map((file) => /^(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders.filter((folder) => folder !== undefined))].map((folder) => resolve(folder));
}
