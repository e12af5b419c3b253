/** Findings counted by family. */

export interface Coded {
  readonly source?: string | undefined;
  readonly code?: string | number | { readonly value: string | number } | undefined;
}

const ORDER = ["pushy", "passive", "scolding", "focus", "draft"];
const WORDS: Readonly<Record<string, string>> = { draft: "to finish" };

/** The rule of one of our diagnostics, as `family/rule`. */
export function ruleOf({ source, code }: Coded): string | undefined {
  const value = typeof code === "object" ? code.value : code;
  return source === "unpushy" && typeof value === "string" && value.includes("/") ? value : undefined;
}

export function countFamilies(diagnostics: readonly Coded[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const diagnostic of diagnostics) {
    const family = ruleOf(diagnostic)?.split("/")[0];
    if (family !== undefined) counts.set(family, (counts.get(family) ?? 0) + 1);
  }
  return new Map([...counts].sort(([one], [other]) => ORDER.indexOf(one) - ORDER.indexOf(other)));
}

/** For instance `2 pushy · 1 passive`. */
export function summary(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([family, count]) => `${count} ${WORDS[family] ?? family}`).join(" · ");
}
