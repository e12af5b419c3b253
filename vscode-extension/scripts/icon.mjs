// Renders media/icon.svg to media/icon.png with the browser of the end-to-end run.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

const require = createRequire(resolve(import.meta.dirname, "..", "e2e", "package.json"));
const { chromium } = require("playwright-core");
const media = resolve(import.meta.dirname, "..", "media");

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
  await page.setContent(`<style>body { margin: 0 }</style>${readFileSync(`${media}/icon.svg`, "utf8")}`);
  await page.screenshot({ path: `${media}/icon.png`, omitBackground: true });
} finally {
  await browser.close();
}
