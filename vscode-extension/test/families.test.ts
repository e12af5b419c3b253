import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";

import { countFamilies, ruleOf, summary } from "../src/families";

const ours = (code: string) => ({ source: "unpushy", code });

test("a rule is told from a code with or without a link", () => {
  equal(ruleOf(ours("pushy/fear")), "pushy/fear");
  equal(ruleOf({ source: "unpushy", code: { value: "pushy/fear" } }), "pushy/fear");
});

test("other diagnostics are no findings", () => {
  equal(ruleOf({ source: "spelling", code: "pushy/fear" }), undefined);
  equal(ruleOf(ours("unused-suppression")), undefined);
  equal(ruleOf({ source: "unpushy", code: 7 }), undefined);
  equal(ruleOf({ source: "unpushy" }), undefined);
});

test("findings are counted in the order of families", () => {
  const codes = ["draft/unfilled-placeholder", "scolding/guilt", "pushy/fear", "passive/hedge", "pushy/bump"];
  const counts = countFamilies(codes.map(ours));
  deepEqual([...counts], [["pushy", 2], ["passive", 1], ["scolding", 1], ["draft", 1]]);
  equal(summary(counts), "2 pushy · 1 passive · 1 scolding · 1 to finish");
});

test("nothing is counted in nothing", () => equal(summary(countFamilies([])), ""));
