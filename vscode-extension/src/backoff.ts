/** How long to wait before a crashed server is started again, and when to stop trying. */

const WINDOW = 3 * 60_000;
const FIRST = 500;
const LONGEST = 16_000;
const MOST = 6;

export class Backoff {
  private crashes: number[] = [];

  /** `now` gives milliseconds; tests bring their own. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Note a crash: milliseconds to wait before the next start, or nothing where it is time to give up. */
  crashed(): number | undefined {
    const now = this.now();
    this.crashes = [...this.crashes.filter((then) => now - then < WINDOW), now];
    if (this.crashes.length >= MOST) return undefined;
    return Math.min(FIRST * 2 ** (this.crashes.length - 1), LONGEST);
  }

  /** The user asked for a start: what was before does not count. */
  forget(): void {
    this.crashes = [];
  }
}
