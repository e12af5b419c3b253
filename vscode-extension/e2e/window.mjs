// A VS Code window as its user sees it: what is drawn, and keys and clicks. Nothing here knows the extension's insides.
import { readFile } from "node:fs/promises";

/** Milliseconds until something that must appear is missed. Nothing is measured by it. */
export const PATIENCE = Number(process.env.UNPUSHY_E2E_PATIENCE ?? 90) * 1000;

export class Window {
  constructor(page, folder, shots) {
    this.page = page;
    this.folder = folder;
    this.shots = shots;
  }

  get editor() {
    return this.page.locator('.editor-instance .monaco-editor[role="code"]').first();
  }

  /** Wait until a look at the window gives what is expected; the last look is in the error. */
  async until(what, look, expected) {
    const wanted = JSON.stringify(expected);
    const end = Date.now() + PATIENCE;
    for (;;) {
      const seen = JSON.stringify(await look());
      if (seen === wanted) return;
      if (Date.now() > end) throw new Error(`${what}\n  expected ${wanted}\n  saw      ${seen}`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Save what is seen; of the editor alone for pictures in the docs. */
  async shot(name, clip) {
    // Fades are run to their end, so that no picture is half there.
    await this.page.screenshot({ path: `${this.shots}/${name}.png`, animations: "disabled", ...(clip && { clip }) });
  }

  async open(name) {
    const row = this.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name }).first();
    await row.dblclick();
    await this.opened(name);
  }

  /** Wait until an editor shows a file and has the keyboard. */
  async opened(name) {
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".editor-instance .monaco-editor.focused").waitFor();
  }

  async closeAll() {
    await this.command("View: Close All Editors");
  }

  /** Run a command by its title, from the palette. */
  async command(title) {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input.input");
    await input.waitFor();
    await input.fill(`>${title}`);
    // The first row is not always the one: "View: Close Editor" comes after longer titles.
    await this.page.locator(`.quick-input-list .monaco-list-row:is([aria-label="${title}"], [aria-label^="${title},"])`).click();
  }

  /** Choose an entry of the menu that is open. */
  async choose(text) {
    const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: text }).first();
    await row.click();
  }

  async text() {
    const lines = await this.page.locator('.editor-instance .monaco-editor[role="code"]').first().evaluate((editor) =>
      [...editor.querySelectorAll(".view-lines .view-line")]
        .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
        .map((line) => line.textContent),
    );
    return lines.join("\n").replaceAll("\u00a0", " ");
  }

  /** The words under squiggles, in the order of reading: what is drawn, not what was sent. */
  async squiggles(kind = "") {
    return this.page.evaluate((wanted) => {
      const editor = document.querySelector('.editor-instance .monaco-editor[role="code"]');
      if (!editor) return [];
      const lines = [...editor.querySelectorAll(".view-lines .view-line")];
      const found = [...editor.querySelectorAll('.view-overlays [class*="squiggly-"]')].map((mark) => {
        const box = mark.getBoundingClientRect();
        const line = lines.find((one) => {
          const { top, bottom } = one.getBoundingClientRect();
          return top <= box.top + box.height / 2 && box.top + box.height / 2 <= bottom;
        });
        let text = "";
        const walker = line && document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker?.nextNode(); node; node = walker.nextNode()) {
          for (let at = 0; at < node.length; at++) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { left, right } = range.getBoundingClientRect();
            const middle = (left + right) / 2;
            if (box.left < middle && middle < box.right) text += node.data[at];
          }
        }
        const kind = /squiggly-(\w+)/.exec(mark.className)[1];
        return { kind, text: text.replaceAll("\u00a0", " "), top: box.top, left: box.left };
      });
      return found
        .filter(({ kind, text }) => text && (!wanted || kind === wanted))
        .sort((a, b) => a.top - b.top || a.left - b.left)
        .map(({ kind, text }) => `${kind}: ${text}`);
    }, kind);
  }

  /** The middle of the squiggle under some words. */
  async place(words) {
    const place = await this.page.evaluate((wanted) => {
      const editor = document.querySelector('.editor-instance .monaco-editor[role="code"]');
      for (const line of editor.querySelectorAll(".view-lines .view-line")) {
        const text = line.textContent.replaceAll("\u00a0", " ");
        const from = text.indexOf(wanted);
        if (from < 0) continue;
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        let passed = 0;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = from + Math.floor(wanted.length / 2) - passed;
          passed += node.length;
          if (at >= node.length) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          const box = range.getBoundingClientRect();
          return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
        }
      }
      return null;
    }, words);
    if (place === null) throw new Error(`the editor does not show: ${words}`);
    return place;
  }

  async clickOn(words) {
    const { x, y } = await this.place(words);
    await this.page.mouse.click(x, y);
  }

  /** Point at words; returns the hover's text. */
  async hover(words) {
    const { x, y } = await this.place(words);
    await this.page.mouse.move(x - 30, y - 2);
    await this.page.mouse.move(x, y, { steps: 4 });
    const hover = this.page.locator(".monaco-resizable-hover .monaco-hover, .monaco-editor .monaco-hover").first();
    await hover.filter({ hasText: "unpushy" }).waitFor();
    return (await hover.innerText()).replaceAll("\u00a0", " ");
  }

  async leaveHover() {
    await this.page.keyboard.press("Escape");
    await this.page.mouse.move(5, 5);
    await this.page.locator(".monaco-resizable-hover .monaco-hover").first().waitFor({ state: "hidden" });
  }

  /** Click into words, open the quick fixes, and return their titles. */
  async quickFixes(words) {
    await this.clickOn(words);
    await this.page.keyboard.press("Control+.");
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await rows.first().waitFor();
    return (await rows.allInnerTexts()).map((text) => text.trim().replaceAll("\u00a0", " "));
  }

  async takeFix(title) {
    const row = this.page.locator(".action-widget .monaco-list-row.action").filter({ hasText: title }).first();
    await row.click();
    await this.page.locator(".action-widget .monaco-list-row").first().waitFor({ state: "detached" });
  }

  /** What the status bar says of unpushy. */
  async status() {
    const item = this.page.locator('.statusbar-item[id="unpushy.unpushy.unpushy.status"]');
    return (await item.count()) ? (await item.innerText()).replaceAll("\u00a0", " ").trim() : "";
  }

  async clickStatus() {
    await this.page.locator('.statusbar-item[id="unpushy.unpushy.unpushy.status"] a').click();
  }

  notification(text) {
    return this.page.locator(".notification-toast").filter({ hasText: text }).first();
  }

  async answer(text, button) {
    const toast = this.notification(text);
    await toast.waitFor({ timeout: PATIENCE });
    await toast.locator(".monaco-button").filter({ hasText: button }).click();
  }

  async save() {
    await this.page.keyboard.press("Control+s");
  }

  onDisk(name) {
    return readFile(`${this.folder}/${name}`, "utf8");
  }
}
