// A window on two folders that nobody trusts: each follows its own configuration, and neither says what is run.
import { ok } from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { LAST_STEPS } from "./steps.mjs";

export const UNTRUSTED = { "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" };

const DRAFT = "Hi Dana,\n\nJust wanted to touch base about the boat.\n\nIs this deal still alive?\n\nBest,\nMarco\n";
const ALIVE = "warning: Is this deal still alive";
const MARK = "has-run";

/** Two folders of drafts, one of which names a program of its own; returns the workspace's file. */
export async function makeWorkspace(folder) {
  const program = join(folder, "shop", "unpushy");
  await mkdir(join(folder, "shop", ".vscode"), { recursive: true });
  await mkdir(join(folder, "harbour"));
  await writeFile(join(folder, "shop", "offer.txt"), DRAFT);
  await writeFile(join(folder, "harbour", "rental.txt"), DRAFT);
  await writeFile(join(folder, "shop", "unpushy.toml"), 'ignore = ["passive"]\n');
  await writeFile(program, `#!/bin/sh\ntouch "${join(folder, MARK)}"\n`);
  await chmod(program, 0o755);
  const settings = { "unpushy.server.path": program };
  await writeFile(join(folder, "shop", ".vscode", "settings.json"), JSON.stringify(settings));
  const file = join(folder, "two.code-workspace");
  await writeFile(file, JSON.stringify({ folders: [{ path: "shop" }, { path: "harbour" }], settings }));
  return file;
}

export const WORKSPACE_STEPS = {
  async "check drafts of a workspace that is not trusted"(window) {
    await window.page.getByText("Restricted Mode").first().waitFor();
    await window.open("offer.txt");
    await window.until("the words under squiggles", () => window.squiggles(), [ALIVE]);
    await window.until("the counts", () => window.status(), "1 pushy");
    ok(!existsSync(join(window.folder, MARK)), "what the workspace names was run");
    await window.shot("untrusted");
  },

  async "follow each folder's own configuration"(window) {
    await window.open("rental.txt");
    const both = ["info: Just wanted to touch base about the boat", ALIVE];
    await window.until("the words under squiggles", () => window.squiggles(), both);
    await window.until("the counts", () => window.status(), "1 pushy · 1 passive");
  },

  ...LAST_STEPS,
};
