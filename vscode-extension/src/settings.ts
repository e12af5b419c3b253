/** Which settings go to the server. */

export interface Inspected {
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
  readonly globalLanguageValue?: unknown;
  readonly workspaceLanguageValue?: unknown;
  readonly workspaceFolderLanguageValue?: unknown;
}

export interface Configuration {
  get(key: string): unknown;
  inspect(key: string): Inspected | undefined;
}

/** Settings of the client alone. */
const OWN = new Set(["server.path", "trace.server", "fixOnSave"]);

/** The server's settings among those that the extension's manifest declares. */
export function serverKeys(declared: readonly string[]): string[] {
  return declared.map((name) => name.replace(/^unpushy\./, "")).filter((key) => !OWN.has(key));
}

/**
 * The settings that somebody has set. Defaults are left out: the server knows them, and sent along
 * they would count as the user's word and override `unpushy.toml`.
 */
export function chosenSettings(configuration: Configuration, keys: readonly string[]): Record<string, unknown> {
  const chosen: Record<string, unknown> = {};
  for (const key of keys) {
    const { globalValue, workspaceValue, workspaceFolderValue } = configuration.inspect(key) ?? {};
    if ([globalValue, workspaceValue, workspaceFolderValue].some((value) => value !== undefined)) {
      chosen[key] = configuration.get(key);
    }
  }
  return chosen;
}
