// What the command line of the same server says of a draft. How rewrites are worded is the phrase lists' matter, and may
// change any day; that the editor shows and writes the very same is what the run is about.
import { spawnSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export function storage(code) {
  return join(code.user, "User", "globalStorage", "unpushy.unpushy");
}

function unpushy(code, ...args) {
  let [command, first] = [process.env.UNPUSHY_E2E_SERVER, []];
  if (command === undefined) {
    const folder = join(storage(code), "server");
    const name = readdirSync(folder).find((one) => one.startsWith("environment-"));
    [command, first] = [join(folder, name, "bin", "python"), ["-P", "-m", "unpushy"]];
  }
  const done = spawnSync(command, [...first, ...args], { env: code.environment, encoding: "utf8", cwd: code.work });
  if (done.status > 1) throw new Error(done.stderr);
  return done.stdout;
}

/** The findings in a draft as it is on the disk. */
export function findings(code, name) {
  return JSON.parse(unpushy(code, "check", "--isolated", "--output-format", "json", join(code.window.folder, name)));
}

/** What `check --fix` makes of a draft as it is on the disk. */
export function fixed(code, name) {
  const copy = join(code.work, name);
  copyFileSync(join(code.window.folder, name), copy);
  unpushy(code, "check", "--isolated", "--fix", copy);
  return readFileSync(copy, "utf8");
}

/** What must be underlined in a draft, line by line, and what the status bar must count. */
export function expected(code, name) {
  const text = [...readFileSync(join(code.window.folder, name), "utf8")];
  const found = findings(code, name);
  const squiggles = found.flatMap(({ severity, start_offset, end_offset }) => {
    const kind = severity === "information" ? "info" : severity;
    const lines = text.slice(start_offset, end_offset).join("").split("\n");
    return lines.filter((line) => line).map((line) => `${kind}: ${line}`);
  });
  const words = { pushy: "pushy", passive: "passive", scolding: "scolding", draft: "to finish" };
  const counts = Object.entries(words)
    .map(([family, word]) => [found.filter((one) => one.family === family).length, word])
    .filter(([count]) => count > 0);
  return { squiggles, status: counts.map(([count, word]) => `${count} ${word}`).join(" · ") };
}
