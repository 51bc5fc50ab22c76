import { describe, expect, it } from "vitest";
import { isUndecided, wantedAlerts, type AlertFacts } from "../../workers/health/alertRules.ts";
import { minute, noon, number, unanswered, well, wellLine, withLine } from "./facts.ts";

const names = (facts: AlertFacts) => wantedAlerts(facts).map(({ kind, subject, detail }) => [kind, subject, detail].join("|"));

const refusal = (code: string, at: number) => ({ lastError: { at, code, detail: "Twilio refused" } });
const polling = { mode: "polling" as const, lastWebhookAt: null };

const cases: [what: string, facts: AlertFacts, expected: string[]][] = [
  ["nothing ails", well, []],
  ["no line at all", { ...well, lines: [] }, []],

  ["polls well, without webhooks", withLine({ ...polling, lastPollAt: noon - 14 * minute }), []],
  ["asked Twilio too long ago", withLine({ ...polling, lastPollAt: noon - 16 * minute }), [`line_silent|${number}|`]],
  ["never asked, connected just now", withLine({ ...polling, lastPollAt: null }, noon - 10 * minute), []],
  ["never asked, connected long ago", withLine({ ...polling, lastPollAt: null }), [`line_silent|${number}|`]],
  ["cannot ask, but webhooks come", withLine({ lastPollAt: noon - 60 * minute, lastWebhookAt: noon - 5 * minute }), []],
  ["does not know of its connection", withLine({ isConnected: false }), [`line_silent|${number}|`]],
  ["does not know yet", withLine({ isConnected: false }, noon - minute), []],
  ["does not answer for once", unanswered(null), []],
  ["has not answered lately", unanswered(15), []],
  ["has not answered for long", unanswered(16), [`line_silent|${number}|`]],

  ["was refused since its last poll", withLine(refusal("20003", noon - minute)), [`line_refused|${number}|20003`]],
  ["has a suspended account", withLine(refusal("20005", noon - minute)), [`line_refused|${number}|20005`]],
  ["was refused once, asked since", withLine(refusal("20003", noon - 5 * minute)), []],
  ["met a fault that passes", withLine(refusal("20503", noon - minute)), []],
  [
    "is refused and silent: the cause alone is said",
    withLine({ ...polling, lastPollAt: noon - 60 * minute, ...refusal("401", noon - minute) }),
    [`line_refused|${number}|401`],
  ],

  ["two strangers called", withLine({ refusedSignatures: 2, lastRefusedAt: noon - 1, lastWebhookAt: null }), []],
  [
    "all calls are refused",
    withLine({ ...polling, refusedSignatures: 3, lastRefusedAt: noon - minute }),
    [`signatures_refused|${number}|3`],
  ],
  ["strangers call, Twilio gets through", withLine({ refusedSignatures: 90, lastRefusedAt: noon - 2 * minute }), []],
  ["calls were refused long ago", withLine({ ...polling, refusedSignatures: 90, lastRefusedAt: noon - 31 * minute }), []],

  ["two refused senders", { ...well, failures: [{ code: "63007", count: 2 }] }, []],
  ["three refused senders", { ...well, failures: [{ code: "63007", count: 3 }] }, ["sends_failing|63007|3"]],
  ["nine blocked numbers", { ...well, failures: [{ code: "63033", count: 9 }] }, []],
  ["ten blocked numbers", { ...well, failures: [{ code: "63033", count: 10 }] }, ["sends_failing|63033|10"]],
  ["ten of a code nobody knows", { ...well, failures: [{ code: "99999", count: 10 }] }, ["sends_failing|99999|10"]],
  [
    "two codes at once",
    {
      ...well,
      failures: [
        { code: "20003", count: 4 },
        { code: "no_line", count: 3 },
      ],
    },
    ["sends_failing|20003|4", "sends_failing|no_line|3"],
  ],

  ["an outbox waits a minute", { ...well, outbox: { waiting: 1, oldestAt: noon - minute } }, []],
  ["outboxes wait", { ...well, outbox: { waiting: 4, oldestAt: noon - 3 * minute } }, ["outbox_stuck||4"]],
  ["jobs are a little late", { ...well, jobs: { due: 40, oldestAt: noon - 15 * minute } }, []],
  ["jobs are late", { ...well, jobs: { due: 40, oldestAt: noon - 16 * minute } }, ["jobs_stuck||40"]],

  ["the key is refused", { ...well, isModelKeyRefused: true }, ["model_key_invalid||"]],
  [
    "the pool's quota is near",
    { ...well, nearQuota: [{ subject: "alpha", keyIds: ["key_a"], calls: 80, quota: 100 }] },
    ["model_quota_near|alpha|80/100"],
  ],
  [
    "four fifths are spent",
    { ...well, spends: [{ agentName: "A", spentMicros: 800, capMicros: 1_000 }] },
    ["spend_near_cap|A|80"],
  ],
  ["less is spent", { ...well, spends: [{ agentName: "A", spentMicros: 799, capMicros: 1_000 }] }, []],
  ["an agent that may spend nothing", { ...well, spends: [{ agentName: "A", spentMicros: 0, capMicros: 0 }] }, []],
  [
    "two agents of one name",
    { ...well, spends: [1, 2].map(() => ({ agentName: "A", spentMicros: 990, capMicros: 1_000 })) },
    ["spend_near_cap|A|99"],
  ],
];

describe("what deserves a look", () => {
  it.each(cases)("%s", (_, facts, expected) => expect(names(facts)).toEqual(expected));

  it("is judged for each line by itself", () => {
    const other = {
      number: "+14155550100",
      connectedAt: 0,
      unansweredSince: null,
      health: { ...wellLine, ...polling, lastPollAt: null },
    };
    expect(names({ ...well, lines: [...well.lines, other] })).toEqual(["line_silent|+14155550100|"]);
  });
});

describe("what nothing is known of", () => {
  const silent: AlertFacts = {
    ...withLine(null),
    outbox: null,
    nearQuota: null,
    spends: [{ agentName: "Coach", spentMicros: null, capMicros: 1 }],
  };
  it.each([
    ["line_refused", number, true],
    ["signatures_refused", number, true],
    ["line_refused", "+14155550100", false],
    ["line_silent", number, true],
    ["outbox_stuck", "", true],
    ["model_quota_near", "alpha", true],
    ["spend_near_cap", "Coach", true],
    ["spend_near_cap", "Another", false],
    ["jobs_stuck", "", false],
    ["sends_failing", "63007", false],
    ["model_key_invalid", "", false],
  ] as const)("%s of %s stays as it is: %s", (kind, subject, stays) => {
    expect(isUndecided(silent, { kind, subject })).toBe(stays);
    expect(isUndecided(well, { kind, subject })).toBe(false);
  });
});
