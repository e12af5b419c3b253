/** The interpreter that is chosen in the Python extension. */

import type { Disposable, Event, Uri } from "vscode";

export const PYTHON_EXTENSION = "ms-python.python";

/** What is used of the Python extension's interface. */
export interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: Uri): { readonly path: string };
    resolveEnvironment(environment: { readonly path: string }): Promise<
      { readonly executable: { readonly uri?: { readonly fsPath: string } | undefined } } | undefined
    >;
    readonly onDidChangeActiveEnvironmentPath: Event<unknown>;
  };
}

export interface PythonExtension {
  readonly isActive: boolean;
  readonly exports: unknown;
  activate(): Thenable<unknown>;
}

/** The chosen interpreter's file; nothing where the extension is missing, older, broken or undecided. */
export async function chosenInterpreter(
  extension: PythonExtension | undefined,
  resource?: Uri,
): Promise<string | undefined> {
  if (extension === undefined) return undefined;
  try {
    const exported = extension.isActive ? extension.exports : await extension.activate();
    if (!isApi(exported)) return undefined;
    const environment = exported.environments.getActiveEnvironmentPath(resource);
    const resolved = await exported.environments.resolveEnvironment(environment);
    return resolved?.executable.uri?.fsPath;
  } catch {
    return undefined; // that extension's troubles are its own to tell
  }
}

/** Hear of another interpreter being chosen. An extension that is not active yet is not woken for it. */
export function onInterpreterChosen(
  extension: PythonExtension | undefined,
  listener: () => void,
): Disposable | undefined {
  if (!extension?.isActive || !isApi(extension.exports)) return undefined;
  return extension.exports.environments.onDidChangeActiveEnvironmentPath(listener);
}

function isApi(value: unknown): value is PythonApi {
  const environments = (value as Partial<PythonApi> | undefined)?.environments;
  return (
    typeof environments?.getActiveEnvironmentPath === "function" &&
    typeof environments.resolveEnvironment === "function"
  );
}
