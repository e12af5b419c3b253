// A real VS Code, served by code-server and shown by a headless Chromium, in folders of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { delimiter, join, resolve } from "node:path";
import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

import { PATIENCE, Window } from "./window.mjs";

const ENTRY = resolve(import.meta.dirname, "node_modules", "code-server", "out", "node", "entry.js");
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const CHROMIUM = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync"],
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

export const SETTINGS = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.colorTheme": "Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.reduceMotion": "on",
  "workbench.editor.useModal": "off",
  "telemetry.telemetryLevel": "off",
  "chat.disableAIFeatures": true,
  "editor.accessibilitySupport": "off",
  "editor.minimap.enabled": false,
  "editor.autoClosingBrackets": "never",
  "editor.autoClosingQuotes": "never",
  "files.autoSave": "off",
  "editor.fontFamily": "DejaVu Sans Mono",
  "git.enabled": false,
  "update.mode": "none",
  "extensions.autoUpdate": "off",
  "editor.autoIndent": "none",
};

export class VsCode {
  constructor(work) {
    this.work = work;
    this.user = join(work, "user");
    this.extensions = join(work, "extensions");
    this.shots = join(work, "shots");
  }

  /** No unpushy on PATH: the one that is tested is the one that the .vsix carries. */
  get environment() {
    const PATH = process.env.PATH.split(delimiter).filter((folder) => !existsSync(join(folder, "unpushy")));
    return {
      ...process.env,
      PATH: PATH.join(delimiter),
      EXTENSIONS_GALLERY: '{"serviceUrl":""}',
      UNPUSHY_CACHE_DIR: join(this.work, "cache"),
      XDG_CONFIG_HOME: join(this.work, "config"),
    };
  }

  get common() {
    return ["--config", join(this.work, "code-server.yaml"), "--user-data-dir", this.user, "--extensions-dir", this.extensions];
  }

  async install(vsix) {
    await mkdir(this.shots, { recursive: true });
    await writeFile(join(this.work, "code-server.yaml"), "");
    const done = spawnSync(process.execPath, [ENTRY, ...this.common, "--install-extension", vsix], {
      env: this.environment,
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(`installing the .vsix failed: ${done.stdout}${done.stderr}`);
  }

  /** The user's settings before VS Code starts; it does not hear of a change on the disk later. */
  async prepare(machine, user = {}) {
    this.settings = { ...SETTINGS, ...user };
    // What is of the machine is not read from the user's file in a window that is served from elsewhere.
    for (const [name, settings] of Object.entries({ User: this.settings, Machine: machine })) {
      await mkdir(join(this.user, name), { recursive: true });
      await writeFile(join(this.user, name, "settings.json"), JSON.stringify(settings, null, 2));
    }
  }

  /** Change the user's settings, as a user does who knows the file. */
  async set(settings) {
    this.settings = { ...this.settings, ...settings };
    await this.window.command("Preferences: Open User Settings (JSON)");
    const { page } = this.window;
    await this.window.opened("settings.json");
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(JSON.stringify(this.settings, null, 2));
    await page.locator('.tab.active.dirty[data-resource-name="settings.json"]').waitFor();
    await this.window.save();
    await page.locator('.tab.active:not(.dirty)[data-resource-name="settings.json"]').waitFor();
    await this.window.command("View: Close Editor");
    await page.locator('.tab[data-resource-name="settings.json"]').waitFor({ state: "detached" });
  }

  /** Open a window on a folder, or on a workspace of several below it. */
  async start(folder, workspace = folder) {
    const port = await freePort();
    const options = [
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"],
      ...["--disable-getting-started-override", "--disable-proxy", "--ignore-last-opened"],
      ...(this.settings["security.workspace.trust.enabled"] ? [] : ["--disable-workspace-trust"]),
    ];
    this.server = spawn(process.execPath, [ENTRY, ...this.common, ...options, workspace], {
      env: this.environment,
      detached: true, // a process group of its own, so that all of it can be ended
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.log = "";
    for (const stream of [this.server.stdout, this.server.stderr]) stream.on("data", (text) => (this.log += text));
    await this.answers(`http://127.0.0.1:${port}/healthz`);
    this.browser = await chromium.launchPersistentContext(join(this.work, "browser"), {
      executablePath: BROWSERS.find((file) => existsSync(file)),
      headless: true,
      args: CHROMIUM,
      viewport: { width: 1360, height: 850 },
    });
    const page = this.browser.pages()[0] ?? (await this.browser.newPage());
    page.setDefaultTimeout(PATIENCE);
    await page.goto(`http://127.0.0.1:${port}/`);
    await page.locator(".monaco-workbench .explorer-folders-view").waitFor();
    this.window = new Window(page, folder, this.shots);
    return this.window;
  }

  async stop() {
    await this.browser?.close().catch(() => undefined);
    if (this.server?.pid) {
      try {
        process.kill(-this.server.pid, "SIGKILL");
      } catch (error) {
        if (error.code !== "ESRCH") throw error;
      }
    }
  }

  async answers(url) {
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
      const response = await fetch(url).catch(() => undefined);
      if (response?.ok) return;
      if (this.server.exitCode !== null) throw new Error(`VS Code did not start: ${this.log}`);
      await new Promise((resume) => setTimeout(resume, 100));
    }
    throw new Error(`VS Code does not answer: ${this.log}`);
  }
}

function freePort() {
  return new Promise((resume, refuse) => {
    const socket = createServer();
    socket.on("error", refuse);
    socket.listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resume(port));
    });
  });
}
