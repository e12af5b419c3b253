// What a user does, in turn, and what the window must then show.
import { deepEqual, match, ok, strictEqual } from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { expected, findings, fixed, storage } from "./oracle.mjs";

const FOLLOW_UP = [
  "warning: Any update on the pilot",
  "info: Just wanted to touch base about the pilot for the Leeds store",
  "warning: I haven't",
  "warning: heard back from you since our call on the 4th",
  "warning: Is this deal still alive",
  "warning: As I mentioned in my last email",
];
/** The part of the window that the pictures in the README show: they are copied to media/ by hand. */
const EDITOR = { x: 352, y: 36, width: 1008, height: 470 };
const THEMES = {
  light: "Light Modern",
  dark: "Dark Modern",
  "high-contrast": "Default High Contrast",
};
const BACKGROUNDS = { light: "255,255,255", dark: "31,31,31", "high-contrast": "0,0,0" };

export const STEPS = {
  /** No checker is anywhere, so the extension offers to set one up from the wheel that it carries. */
  async "set up the private environment"(window) {
    await window.open("follow-up.txt");
    await window.notification("unpushy needs its checker").waitFor();
    await window.until("the status bar says what is missing", () => window.status(), "unpushy: set up");
    await window.shot("offer");
    await window.answer("unpushy needs its checker", "Set up");
    await window.notification("Making a private Python environment").waitFor();
    await window.notification("Installing the checker").waitFor();
    await window.shot("setting-up");
    await window.notification("unpushy is set up").waitFor();
    await window.command("Notifications: Clear All Notifications");
  },

  async "see squiggles and counts"(window) {
    await window.open("follow-up.txt");
    await window.until("the words under squiggles", () => window.squiggles(), FOLLOW_UP);
    await window.until("the counts", () => window.status(), "2 pushy · 1 passive · 2 scolding");
  },

  async "hover"(window, code) {
    const alive = findings(code, "follow-up.txt").find(({ excerpt }) => excerpt === "Is this deal still alive");
    const text = await window.hover("still alive");
    strictEqual(text.split(alive.message).length, 2, "the reason stands there, and once");
    match(text, /Status demand \(pushy\/status-demand\)/);
    ok(text.includes(`Instead: ${alive.rewrites[0].edits[0].text}`), text);
    match(text, /Examples/);
    await window.shot("readme-hover", EDITOR);
  },

  async "look at themes"(window, code) {
    for (const [name, theme] of Object.entries(THEMES)) {
      await window.leaveHover();
      await code.set({ "workbench.colorTheme": theme });
      const background = () =>
        window.editor.evaluate((one) =>
          getComputedStyle(one.querySelector(".monaco-editor-background")).backgroundColor.match(/\d+/g).slice(0, 3).join(),
        );
      await window.until(`the ${name} theme`, background, BACKGROUNDS[name]);
      await window.until("the words under squiggles", () => window.squiggles(), FOLLOW_UP);
      await window.hover("still alive");
      await window.shot(`hover-${name}`);
    }
    await window.leaveHover();
    await code.set({ "workbench.colorTheme": THEMES.light });
  },

  async "take a quick fix with slots and tab through them"(window, code) {
    await window.open("fix.txt");
    const found = ["warning: Is this deal still alive", "info: Just wanted to touch base about the pilot", "warning: As I mentioned in my last email"];
    await window.until("the words under squiggles", () => window.squiggles(), found);
    const { rewrites } = findings(code, "fix.txt").find(({ rule }) => rule === "passive/empty-opener");
    const titles = await window.quickFixes("touch base");
    deepEqual(titles.slice(0, rewrites.length), rewrites.map(({ title }) => title), "best first");
    await window.shot("rewrites");
    await window.shot("readme-rewrites", { ...EDITOR, height: 350 });
    const [rewrite] = rewrites.filter(({ edits }) => edits[0].text.includes("[day] or [day]"));
    const text = rewrite.edits[0].text;
    await window.takeFix(rewrite.title);
    const line = async () => (await window.text()).split("\n")[4];
    const rest = "As I mentioned in my last email, the kits ship from York.";
    await window.until("the slots", line, `${text.replaceAll("[day]", "day")} ${rest}`);
    await window.page.keyboard.type("Tuesday");
    await window.page.keyboard.press("Tab");
    await window.page.keyboard.type("Thursday");
    await window.shot("slots");
    await window.page.keyboard.press("Tab");
    await window.page.keyboard.type("!");
    const filled = text.replace("[day] or [day]", "Tuesday or Thursday");
    await window.until("filled slots, and the cursor after them", line, `${filled}! ${rest}`);
    await window.page.keyboard.press("Backspace");
    await window.until("what is left", () => window.squiggles(), [found[0], found[2]]);
    await window.save();
    await window.until("the file", async () => (await window.onDisk("fix.txt")).split("\n")[4], `${filled} ${rest}`);
  },

  async "fix all"(window, code) {
    const rewritten = fixed(code, "fix.txt");
    ok(!/alive|mentioned/.test(rewritten), rewritten);
    await window.command("unpushy: Apply All Safe Rewrites");
    await window.until("the text", () => window.text(), rewritten);
    await window.until("no squiggle", () => window.squiggles(), []);
    await window.until("the counts", () => window.status(), "no pressure");
    await window.save();
    await window.until("the file", () => window.onDisk("fix.txt"), rewritten);
  },

  async "dismiss a finding and find it in the configuration"(window) {
    await window.open("dismiss.txt");
    const [alive, mentioned] = ["warning: Is this deal still alive", "warning: As I mentioned in my last email"];
    await window.until("the words under squiggles", () => window.squiggles(), [alive, mentioned]);
    await window.quickFixes("still alive");
    await window.takeFix("dismiss it in the workspace");
    await window.until("one squiggle less", () => window.squiggles(), [mentioned]);
    await window.command("unpushy: Open the Workspace's Configuration");
    await window.opened("unpushy.toml");
    await window.until(
      "the dismissal",
      async () => (await window.text()).replace(/"[0-9a-f]{16}"/, "HASH").trim(),
      '[[dismissed]]\nrule = "pushy/status-demand"\nfingerprint = HASH',
    );
    ok(!(await window.onDisk("unpushy.toml")).includes("alive"), "no text of a draft is in the configuration");
  },

  async "edit the configuration and see the effect"(window) {
    await window.page.keyboard.press("Control+Home");
    await window.page.keyboard.type('ignore = ["scolding"]\n');
    await window.save();
    await window.open("dismiss.txt");
    await window.until("no squiggle", () => window.squiggles(), []);
    await window.open("unpushy.toml");
    await window.page.keyboard.press("Control+Home");
    await window.page.keyboard.type("ignroe = 1\n");
    await window.until("the mistake", () => window.squiggles("error"), ["error: ignroe = 1"]);
    strictEqual(await window.notification("runs without your configuration").count(), 0, "no message while typing");
    await window.page.keyboard.press("Control+Home");
    await window.page.keyboard.press("Control+Shift+k");
    await window.page.keyboard.press("Control+Shift+k");
    await window.save();
    await window.open("dismiss.txt");
    const mentioned = "warning: As I mentioned in my last email";
    await window.until("the words under squiggles", () => window.squiggles(), [mentioned]);
    await window.open("unpushy.toml");
    await window.page.keyboard.press("Control+a");
    await window.page.keyboard.press("Delete");
    await window.save();
    await window.open("dismiss.txt");
    const both = ["warning: Is this deal still alive", mentioned];
    await window.until("without a dismissal all is found again", () => window.squiggles(), both);
  },

  async "open a message, Markdown and a README"(window, code) {
    await window.closeAll();
    for (const name of ["invoice.eml", "renewal.md"]) {
      await window.open(name);
      const { squiggles, status } = expected(code, name);
      ok(squiggles.length >= 4, squiggles.join());
      await window.until(`the words under squiggles of ${name}`, () => window.squiggles(), squiggles);
      await window.until("its counts", () => window.status(), status);
      await window.shot(name.replace(".", "-"));
    }
    await window.open("README.md");
    await window.until("the README is no draft", () => window.status(), "not a draft");
    strictEqual((await window.squiggles()).length, 0);
    await window.command("unpushy: Read This File");
    await window.until("read on request", () => window.status(), "1 pushy · 1 passive · 1 scolding");
    await window.command("unpushy: Leave This File Alone");
    await window.until("and left alone", () => window.status(), "not a draft");
    strictEqual((await window.squiggles()).length, 0);
  },

  async "type a pushy line"(window) {
    await window.open("kind.txt");
    await window.until("nothing to begin with", () => window.status(), "no pressure");
    await window.clickOn("suit for fifteen");
    await window.page.keyboard.press("End");
    await window.page.keyboard.type(" Any update on the pilot?");
    await window.until("the words under squiggles", () => window.squiggles(), ["warning: Any update on the pilot"]);
    await window.until("the counts", () => window.status(), "1 pushy");
  },

  async "kill the server and see it return"(window, code) {
    const [before] = await servers(code);
    ok(before, "a server runs");
    process.kill(before, "SIGKILL");
    await window.notification("ended unasked").waitFor();
    await window.until("another server runs", async () => {
      const [now] = await servers(code);
      return now !== undefined && now !== before;
    }, true);
    await window.until("the words under squiggles", () => window.squiggles(), ["warning: Any update on the pilot"]);
    await window.page.keyboard.type(" Have you had a chance to look at it?");
    await window.until("what is typed then", () => window.squiggles(), [
      "warning: Any update on the pilot",
      "warning: Have you had a chance to look at it",
    ]);
    await window.command("Notifications: Clear All Notifications");
    await window.command("File: Revert File");
  },

  async "fix on save"(window, code) {
    const rewritten = fixed(code, "dismiss.txt").replace("Best,", "Best,!");
    await code.set({ "unpushy.fixOnSave": true });
    await window.open("dismiss.txt");
    await window.clickOn("Best,");
    await window.page.keyboard.press("End");
    await window.page.keyboard.type("!");
    await window.save();
    await window.until("the file", () => window.onDisk("dismiss.txt"), rewritten);
    await code.set({ "unpushy.fixOnSave": false });
  },

  async "obey VS Code's settings"(window, code) {
    await window.open("follow-up.txt");
    await window.until("the words under squiggles", () => window.squiggles(), FOLLOW_UP);
    await code.set({ "unpushy.ignore": ["passive", "pushy"] });
    await window.until("scolding alone", () => window.status(), "2 scolding");
    await code.set({ "unpushy.ignore": undefined });
    await window.until("all again", () => window.status(), "2 pushy · 1 passive · 2 scolding");
  },

  async "look at the menu, a rule and the walkthrough"(window) {
    await window.open("follow-up.txt");
    await window.clickStatus();
    await window.choose("Why is this flagged?");
    await window.choose("Is this deal still alive");
    const preview = window.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
    await preview.getByRole("heading", { name: "Status demand" }).first().waitFor();
    await window.shot("rule");
    await window.command("View: Close Editor");
    await window.clickStatus();
    await window.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
    await window.shot("menu");
    await window.page.keyboard.press("Escape");
    await window.command("unpushy: How unpushy Works");
    await window.page.getByText("Look at an example").first().waitFor();
    await window.shot("walkthrough");
    await window.command("unpushy: Open an Example Draft");
    await window.until("the example's counts", () => window.status(), "2 pushy · 1 passive · 2 scolding");
    await window.shot("example");
    await window.command("View: Revert and Close Editor");
  },

  async "check the workspace"(window) {
    await window.closeAll();
    await window.command("unpushy: Check All Drafts of the Workspace");
    await window.notification("unpushy read 6 drafts").waitFor();
    await window.shot("workspace");
  },
};

/** What only the last window can do. */
export const LAST_STEPS = {
  async "remove the private environment"(window, code) {
    await window.command("unpushy: Remove the Checker That Was Set Up");
    await window.page.locator(".monaco-dialog-box .monaco-button").filter({ hasText: "Remove" }).click();
    await window.until("the status", () => window.status(), "unpushy: set up");
    strictEqual((await servers(code)).length, 0);
    const left = await readdir(join(storage(code), "server"));
    strictEqual(left.join(), "");
  },
};

/** The processes of this run's server, told from others by their environment. */
async function servers(code) {
  const found = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const [line, environment] = await Promise.all(
      ["cmdline", "environ"].map((file) => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "")),
    );
    if (environment.includes(join(code.work, "cache")) && line.split("\0").includes("--log-level")) found.push(Number(name));
  }
  return found;
}
