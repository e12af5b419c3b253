/** Keeps a server running: finds it, starts it, and starts it again when it crashes. */

import { type Disposable, EventEmitter, type LogOutputChannel } from "vscode";
import { ExecuteCommandRequest } from "vscode-languageclient/node";

import { Backoff } from "./backoff";
import { Client } from "./client";
import { type Found, ORIGINS, type Search } from "./discovery";
import { written } from "./process";
import { shown } from "./version";

export type State = "starting" | "running" | "waiting" | "missing" | "stopped";

export interface Hears {
  /** No server was found. */
  missing(search: Search): void;
  /** A server is used that does not fit. */
  misfit(warning: string): void;
  /** A newer private environment could be made. */
  outdated(text: string): void;
  crashed(): void;
  gaveUp(): void;
}

export class Session implements Disposable {
  private client: Client | undefined;
  private current: State = "starting";
  private foundServer: Found | undefined;
  private timer: NodeJS.Timeout | undefined;
  private work: Promise<void> = Promise.resolve();
  private readonly backoff = new Backoff();
  private readonly changed = new EventEmitter<State>();
  readonly onDidChangeState = this.changed.event;

  constructor(
    private readonly search: () => Promise<Search>,
    private readonly channel: LogOutputChannel,
    private readonly serverKeys: readonly string[],
    private readonly hears: Hears,
  ) {}

  get state(): State {
    return this.current;
  }

  /** The server in use. */
  get found(): Found | undefined {
    return this.foundServer;
  }

  /** Look for a server anew and start it; one that runs is stopped first. */
  restart(): Promise<void> {
    this.backoff.forget();
    return this.inTurn(() => this.launch());
  }

  stop(): Promise<void> {
    return this.inTurn(async () => {
      await this.end();
      this.become("stopped");
    });
  }

  /** Ask the running server to do a command of its own; nothing where none runs. */
  async execute<T>(command: string, argument?: object): Promise<T | undefined> {
    if (this.client === undefined || this.current !== "running") return undefined;
    const params = { command: `unpushy.server.${command}`, arguments: argument ? [argument] : [] };
    return (await this.client.sendRequest(ExecuteCommandRequest.type, params)) as T;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.changed.dispose();
  }

  private inTurn(step: () => Promise<void>): Promise<void> {
    this.work = this.work.then(step).catch((error: unknown) => this.channel.error(String(error)));
    return this.work;
  }

  private become(state: State): void {
    this.current = state;
    this.changed.fire(state);
  }

  private async launch(): Promise<void> {
    await this.end();
    this.become("starting");
    const search = await this.search();
    for (const line of search.rejected) this.channel.warn(line);
    this.foundServer = search.found;
    if (search.found === undefined) {
      this.become("missing");
      this.hears.missing(search);
      return;
    }
    const { command, origin, version, warning } = search.found;
    this.channel.info(`unpushy ${shown(version)} from ${ORIGINS[origin]}: ${written(command)}`);
    if (warning !== undefined) this.hears.misfit(warning);
    if (search.outdated !== undefined) this.hears.outdated(search.outdated);
    const client = new Client(search.found, this.channel, this.serverKeys, () => this.crashed());
    this.client = client;
    try {
      await client.start();
    } catch (error) {
      this.channel.error(`The server did not start: ${String(error)}`);
      if (!client.hasCrashed) this.crashed();
      return;
    }
    if (!client.hasCrashed) this.become("running");
  }

  private crashed(): void {
    this.client = undefined;
    const wait = this.backoff.crashed();
    if (wait === undefined) {
      this.become("stopped");
      this.hears.gaveUp();
      return;
    }
    this.channel.warn(`The server ended unasked; it is started again in ${wait / 1000} s.`);
    this.become("waiting");
    this.hears.crashed();
    this.timer = setTimeout(() => void this.inTurn(() => this.launch()), wait);
  }

  private async end(): Promise<void> {
    clearTimeout(this.timer);
    const client = this.client;
    this.client = undefined;
    if (client?.isRunning()) await client.stop().catch((error: unknown) => this.channel.warn(String(error)));
  }
}
