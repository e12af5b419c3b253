/** Whether a server and this extension understand each other. */

export interface Version {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

export type Fit = "fits" | "older" | "newer";

/** The first version number in a text such as `unpushy 0.1.0`. */
export function parseVersion(text: string): Version | undefined {
  const [, major, minor, patch] = /(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return patch === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor), patch: Number(patch) };
}

export function shown(version: Version): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}

/**
 * A server of the same major version that is no older than the extension's minor one fits.
 * Before 1.0 minor versions may break things, so there they must be equal. Patches never matter.
 */
export function fit(server: Version, wanted: Version): Fit {
  if (server.major !== wanted.major) return server.major < wanted.major ? "older" : "newer";
  if (server.minor < wanted.minor) return "older";
  return server.minor > wanted.minor && wanted.major === 0 ? "newer" : "fits";
}

/** What to do about a server that does not fit. */
export function remedy(how: Exclude<Fit, "fits">, where: string): string {
  return how === "older"
    ? `Upgrade it (${where}: pip install --upgrade unpushy), or let this extension set up its own.`
    : "Update this extension, or let it set up its own.";
}
