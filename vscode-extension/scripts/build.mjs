// Bundles the client into dist/extension.js.
import { build } from "esbuild";

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: true,
  // The packages' ES modules, where they have some: they bundle smaller.
  mainFields: ["module", "main"],
  legalComments: "linked",
  logLevel: "warning",
});
