import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

import { Backoff } from "../src/backoff";

/** A clock that stands still until it is told to go on. */
function clock(): { now: () => number; pass: (milliseconds: number) => void } {
  let at = 0;
  return { now: () => at, pass: (milliseconds) => void (at += milliseconds) };
}

test("each crash waits twice as long, and the sixth in three minutes is the last", () => {
  const backoff = new Backoff(clock().now);
  const waits = Array.from({ length: 6 }, () => backoff.crashed());
  deepEqual(waits, [500, 1000, 2000, 4000, 8000, undefined]);
});

test("crashes that are three minutes past do not count", () => {
  const { now, pass } = clock();
  const backoff = new Backoff(now);
  backoff.crashed();
  pass(60_000);
  equal(backoff.crashed(), 1000);
  pass(120_000);
  equal(backoff.crashed(), 1000, "the first is forgotten, the second is not");
  pass(180_000);
  equal(backoff.crashed(), 500);
});

test("a start that the user asks for begins anew", () => {
  const backoff = new Backoff(clock().now);
  for (let crash = 0; crash < 6; crash++) backoff.crashed();
  backoff.forget();
  equal(backoff.crashed(), 500);
});
