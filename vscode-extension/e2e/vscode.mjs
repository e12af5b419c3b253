// A real VS Code, served by code-server and shown by a headless Chromium, in folders of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdir, rename, writeFile } from "node:fs/promises";
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
  "workbench.colorTheme": "Default Light Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "telemetry.telemetryLevel": "off",
  "chat.disableAIFeatures": true,
  "editor.accessibilitySupport": "off",
  "editor.minimap.enabled": false,
  "editor.fontFamily": "DejaVu Sans Mono",
  "git.enabled": false,
  "update.mode": "none",
  "extensions.autoUpdate": false,
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
    await this.set({});
    const done = spawnSync(process.execPath, [ENTRY, ...this.common, "--install-extension", vsix], {
      env: this.environment,
      encoding: "utf8",
    });
    if (done.status !== 0) throw new Error(`installing the .vsix failed: ${done.stdout}${done.stderr}`);
  }

  /** Change the user's settings; VS Code hears of it from the disk. */
  async set(settings) {
    this.settings = { ...SETTINGS, ...this.settings, ...settings };
    const folder = join(this.user, "User");
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "settings.json.new"), JSON.stringify(this.settings, null, 2));
    await rename(join(folder, "settings.json.new"), join(folder, "settings.json"));
  }

  async start(folder) {
    const port = await freePort();
    const options = [
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"],
      ...["--disable-workspace-trust", "--disable-getting-started-override", "--disable-proxy", "--ignore-last-opened"],
    ];
    this.server = spawn(process.execPath, [ENTRY, ...this.common, ...options, folder], {
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
