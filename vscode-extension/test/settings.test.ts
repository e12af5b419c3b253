import { deepEqual } from "node:assert/strict";
import { test } from "node:test";

import { chosenSettings, type Inspected, serverKeys } from "../src/settings";

function configuration(values: Readonly<Record<string, Inspected>>) {
  return {
    inspect: (key: string) => values[key],
    get: (key: string) => {
      const { globalValue, workspaceValue, workspaceFolderValue } = values[key] ?? {};
      return workspaceFolderValue ?? workspaceValue ?? globalValue;
    },
  };
}

test("the client's own settings are not the server's", () => {
  const declared = ["unpushy.ignore", "unpushy.server.path", "unpushy.trace.server", "unpushy.fixOnSave"];
  deepEqual(serverKeys(declared), ["ignore"]);
});

test("only what somebody has set is sent", () => {
  const values = {
    select: {},
    ignore: { globalValue: ["passive"] },
    languageVariant: { globalValue: "en-GB", workspaceValue: "en-US" },
    profile: { workspaceFolderValue: "dunning" },
  };
  deepEqual(chosenSettings(configuration(values), ["select", "ignore", "languageVariant", "profile", "unknown"]), {
    ignore: ["passive"],
    languageVariant: "en-US",
    profile: "dunning",
  });
});

test("an empty list that was set is sent: it may undo another", () => {
  deepEqual(chosenSettings(configuration({ ignore: { workspaceValue: [] } }), ["ignore"]), { ignore: [] });
});
