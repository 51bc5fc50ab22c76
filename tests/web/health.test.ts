import { describe, expect, it } from "vitest";
import { alertKinds, type HealthReport } from "../../schema/contract/health.ts";
import { knownFailureCodes } from "../../workers/channels/whatsapp/retryTable.ts";
import { alertFix } from "../../web/src/console/health/alertFix.ts";
import { alertTitle, alertTodo, byGravity, isGrave, isOnEveryPage } from "../../web/src/console/health/alertWords.ts";
import { failureRows, sentencesOf } from "../../web/src/console/health/failureRows.ts";
import { hasRefusedLately, lineStateOf } from "../../web/src/console/health/lineState.ts";
import { failureReasonOf } from "../../web/src/console/inbox/failureReasons.ts";
import { languages, setLanguage } from "../../web/src/i18n/language.ts";
import { dictionaries } from "../support/dictionaries.ts";

const at = "2026-11-21T10:00:00.000Z";

describe("how a line does", () => {
  const error = (code: string | null, isOver = false) => ({ words: "", code, at, isOver });
  it.each([
    ["webhook", null, "webhook", "ai"],
    ["polling", null, "polling", "plain"],
    ["off", null, "off", "red"],
    ["off", error("20003"), "off", "red"],
    ["unknown", null, "unknown", "amber"],
    ["polling", error("20003"), "refused", "red"],
    ["webhook", error("20005"), "refused", "red"],
    ["polling", error("20003", true), "polling", "plain"],
    ["webhook", error("20503"), "troubled", "amber"],
    ["polling", error(null), "troubled", "amber"],
  ] as const)("%s with %j is %s", (mode, lastError, kind, tone) => {
    expect(lineStateOf({ mode, lastError })).toEqual({ kind, tone });
  });

  it("tells of refused calls for a day", () => {
    const now = Date.parse(at);
    expect(hasRefusedLately(at, now + 86_399_000)).toBe(true);
    expect(hasRefusedLately(at, now + 86_400_000)).toBe(false);
    expect(hasRefusedLately(null, now)).toBe(false);
  });
});

describe("failures by reason", () => {
  const failure = (code: string, count: number, lastAt = at) => ({ code, count, lastAt });

  it("puts codes that mean the same into one row, the most frequent first", () => {
    const later = "2026-11-21T11:00:00.000Z";
    const rows = failureRows([failure("63016", 5), failure("63033", 4), failure("63014", 3, later), failure("window_closed", 1)]);
    expect(rows).toEqual([
      { reason: "blocked", codes: ["63033", "63014"], count: 7, lastAt: later },
      { reason: "windowClosed", codes: ["63016"], count: 6, lastAt: at },
    ]);
  });

  it("keeps unknown codes apart, and shows none where the provider named none", () => {
    const rows = failureRows([failure("99123", 2), failure("99124", 2), failure("unknown", 1)]);
    expect(rows.map(({ reason, codes }) => [reason, codes])).toEqual([
      [null, ["99123"]],
      [null, ["99124"]],
      [null, []],
    ]);
  });

  it.each(languages)("says for every code what happened and what to do, in %s", (language) => {
    for (const code of knownFailureCodes) {
      const reason = failureReasonOf(code);
      expect([code, reason]).not.toEqual([code, null]);
      const { what, todo } = sentencesOf(dictionaries[language].failures.byReason[reason ?? "empty"]);
      expect(what.length, what).toBeGreaterThan(10);
      expect(what.charAt(0)).toBe(what.charAt(0).toUpperCase());
      expect(todo.length, `${code}: ${todo}`).toBeGreaterThan(10);
    }
  });

  it("takes one sentence as all of it", () => {
    expect(sentencesOf("one thing.")).toEqual({ what: "One thing", todo: "" });
  });
});

describe("an alert in words", () => {
  const alerts = alertKinds.map((kind) => ({ kind, subject: kind === "sends_failing" ? "63007" : "SUBJECT", detail: "7/9" }));

  it.each(languages)("has a title and something to do for each kind, in %s", (language) => {
    setLanguage(language);
    expect(new Set(alerts.map(alertTitle)).size).toBe(alertKinds.length);
    for (const alert of alerts) expect(alertTodo(alert).length).toBeGreaterThan(20);
    setLanguage("it");
  });

  it("says in words why messages fail, and the code where there are none", () => {
    expect(alertTitle({ kind: "sends_failing", subject: "63007", detail: "12" })).toMatch(/^12 messaggi .*: il tuo numero non è/);
    expect(alertTitle({ kind: "sends_failing", subject: "99123", detail: "12" })).toContain("codice 99123");
  });

  it("is ordered by what it keeps from happening, then by its age", () => {
    const open = (kind: (typeof alertKinds)[number], openedAt: string) => ({ kind, openedAt });
    const sorted = byGravity([
      open("spend_near_cap", "3"),
      open("line_silent", "1"),
      open("sends_failing", "9"),
      open("line_silent", "2"),
    ]);
    expect(sorted.map(({ kind, openedAt }) => `${kind} ${openedAt}`)).toEqual([
      "line_silent 2",
      "line_silent 1",
      "sends_failing 9",
      "spend_near_cap 3",
    ]);
    expect(alertKinds.filter((kind) => isGrave({ kind }))).toEqual([
      "line_silent",
      "line_refused",
      "sends_failing",
      "outbox_stuck",
    ]);
    expect(alertKinds.filter((kind) => !isOnEveryPage({ kind }))).toEqual(["model_quota_near", "spend_near_cap"]);
  });
});

describe("where an alert is mended", () => {
  const report = {
    lines: [{ agentId: "agt_1", number: "+447700900100" }],
    quota: [{ agentId: "agt_2", agentName: "Coach" }],
  } as unknown as Pick<HealthReport, "lines" | "quota">;
  const hrefOf = (kind: (typeof alertKinds)[number], subject = "") => alertFix({ kind, subject }, report)?.href ?? null;

  it("is the page where somebody can do something about it", () => {
    expect([
      hrefOf("line_silent", "+447700900100"),
      hrefOf("line_refused", "+447700900999"),
      hrefOf("signatures_refused", "+447700900100"),
      hrefOf("sends_failing", "63007"),
      hrefOf("spend_near_cap", "Coach"),
      hrefOf("spend_near_cap", "Renamed"),
      hrefOf("model_key_invalid"),
      hrefOf("model_quota_near", "alpha"),
      hrefOf("outbox_stuck"),
      hrefOf("jobs_stuck"),
    ]).toEqual([
      "/console/agents/agt_1/whatsapp",
      null,
      "/console/agents/agt_1/whatsapp",
      "/console/health#failures",
      "/console/agents/agt_2/limits",
      null,
      "/console/settings",
      "/console/platform/keys",
      null,
      null,
    ]);
  });
});
