/** What the user hears of the server's state, each with what to do. */

import { commands, window } from "vscode";

import type { Hears } from "./session";

export function messages(): Hears {
  let hasAsked = false;
  let hasToldOfCrash = false;
  const outdated = async (text: string): Promise<void> => {
    if (hasAsked) return;
    hasAsked = true;
    const upgrade = "Upgrade";
    if ((await window.showInformationMessage(text, upgrade)) === upgrade) await commands.executeCommand("unpushy.setUp");
  };
  return {
    outdated,
    missing: async (search) => {
      if (search.outdated !== undefined) return outdated(search.outdated);
      if (hasAsked) return; // the status bar item stays, and asks no questions
      hasAsked = true;
      const { rejected } = search;
      const [make, settings] = ["Set up", "Use one I have"];
      const why = rejected.length > 0 ? ` (${rejected.join("; ")})` : "";
      const text =
        "unpushy needs its checker, a small Python program that runs on your machine. " +
        `Set it up in a folder of this extension's own?${why}`;
      const answer = await window.showInformationMessage(text, make, settings);
      if (answer === make) await commands.executeCommand("unpushy.setUp");
      if (answer === settings) await openPathSetting();
    },
    misfit: async (warning) => {
      const settings = "Open the setting";
      if ((await window.showWarningMessage(warning, settings)) === settings) await openPathSetting();
    },
    crashed: async () => {
      if (hasToldOfCrash) return;
      hasToldOfCrash = true;
      await offerLog(window.showWarningMessage("unpushy's checker ended unasked and is started again.", "Show the log"));
    },
    gaveUp: async () => {
      const [again, log] = ["Start again", "Show the log"];
      const text = "unpushy's checker ended again and again. Your drafts are not checked.";
      const answer = window.showErrorMessage(text, again, log);
      if ((await answer) === again) await commands.executeCommand("unpushy.restart");
      else await offerLog(answer);
    },
  };
}

async function offerLog(answer: Thenable<string | undefined>): Promise<void> {
  if ((await answer) === "Show the log") await commands.executeCommand("unpushy.showOutput");
}

function openPathSetting(): Thenable<unknown> {
  return commands.executeCommand("workbench.action.openSettings", "unpushy.server.path");
}
