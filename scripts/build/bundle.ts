import { resolve } from "node:path";
import { build, Plugin } from "esbuild";

/** A bundle, and what came into it from elsewhere. */
export interface Bundle {
  /** The program, in CommonJS. */
  readonly text: string;
  /** Folders of the packages that are part of it. */
  readonly packages: readonly string[];
}

/** zod's messages in fifty languages: a third of its time to load, and nothing here asks for one. English is beside. */
const TRANSLATIONS = /^\.\.\/locales\/index\.cjs$/;

/**
 * A compiled program and what it requires, in one text: a file for each module takes more time to find and read than
 * to run. A module in it still runs when it is required first.
 *
 * @param entry Path of the program.
 * @param external Names of the packages that are required as before.
 * @throws Error when zod's translations, which are left out, are not where they were.
 */
export async function bundled(entry: string, external: readonly string[]): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    external: [...external],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [withoutTranslations],
    metafile: true,
    write: false,
    logLevel: "silent",
  });
  return { text: outputFiles[0]!.text, packages: packagesOf(Object.keys(metafile.inputs)) };
}

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
