import { buildSync } from "esbuild";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The shop's program as one file. */
export interface Program {
  readonly path: string;
  /** SHA-256 of it, in hexadecimal. The same sources have the same one. */
  readonly sha256: string;
}

/** Puts the program and all that it imports into one file, which needs Node.js and nothing else. */
export function build(file = join(mkdtempSync(join(tmpdir(), "shop-")), "shop.cjs")): Program {
  const outfile = resolve(file);
  buildSync({
    entryPoints: [join(__dirname, "program", "main.ts")],
    outfile,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node22",
    // An accelerator that pg uses where it is installed.
    external: ["pg-native"],
    absWorkingDir: __dirname,
  });
  const sha256 = createHash("sha256").update(readFileSync(outfile)).digest("hex");
  return { path: outfile, sha256 };
}

// `npx tsx examples/shop/build.ts shop.cjs`, for who deploys with Terraform.
if (require.main === module) console.log(build(process.argv[2]).path);
