import { describe, expect, it } from "vitest";
import { countText, textOfCount } from "../../../web/src/console/inbox/list/counts.ts";
import { plainWords } from "../../../web/src/console/inbox/list/plainWords.ts";
import { reaches, whyNotStart } from "../../../web/src/console/inbox/start/startRules.ts";
import { dictionaries } from "../../support/dictionaries.ts";
import { inboxFilters } from "../../../web/src/paths.ts";

describe("a message as one line of plain words", () => {
  it.each([
    ["Ciao *Marta*, _ci vediamo_\n\nalle ~10~ 11", "Ciao Marta, ci vediamo alle 10 11"],
    ["*_forte_*", "forte"],
    ["2*3*4 e a_b_c", "2*3*4 e a_b_c"],
    ["* uno * due", "* uno * due"],
    ["```codice```", "codice"],
    ["vedi https://www.example.com/corsi/2026/estate?x=1 e dimmi", "vedi example.com/… e dimmi"],
    ["https://example.com", "https://example.com"],
    ["", ""],
  ])("%j is %j", (text, line) => {
    expect(plainWords(text)).toBe(line);
  });
});

describe("the counts beside the filters", () => {
  const counts = { all: 12_000, leads: 3, clients: 0, needsPerson: 2, unread: 1, mine: 4, snoozed: 5, agents: {}, labels: {} };

  it("are written for what is counted, unless there is nothing", () => {
    const written = Object.fromEntries(inboxFilters.map((filter) => [filter, countText(counts, filter)]));
    expect(written).toMatchObject({ needs_person: "2", unread: "1", mine: "4", leads: "3", snoozed: "5" });
    expect(written["clients"] ?? written["closed"] ?? written["blocked"]).toBeUndefined();
    expect(written["all"]).toMatch(/^9[.,]?999\+$/);
    expect(countText(undefined, "all")).toBeUndefined();
    expect(textOfCount(0)).toBeUndefined();
  });
});

describe("starting a conversation", () => {
  const words = [dictionaries.it.inboxList, dictionaries.en.inboxList];
  const contact = { phone: "+447700900001", identities: [], blockedAt: null };
  const ready = { contact, agentId: "agt_1", agents: 1 };
  const isOneOf = (key: "startPick" | "startNoPhone" | "startBlocked" | "startNoAgent" | "startPickAgent") =>
    words.map((one) => one[key]);

  it("can be done with a reachable person and an agent that has a number", () => {
    expect(whyNotStart(ready)).toBeUndefined();
    const byWhatsapp = [{ id: "ide_1", kind: "whatsapp" as const, value: "IT.1", verifiedAt: null }];
    expect(whyNotStart({ ...ready, contact: { ...contact, phone: null, identities: byWhatsapp } })).toBeUndefined();
  });

  it("says what is missing", () => {
    expect(isOneOf("startPick")).toContain(whyNotStart({ ...ready, contact: undefined }));
    expect(isOneOf("startNoPhone")).toContain(whyNotStart({ ...ready, contact: { ...contact, phone: null } }));
    expect(isOneOf("startBlocked")).toContain(
      whyNotStart({ ...ready, contact: { ...contact, blockedAt: "2026-03-10T09:00:00Z" } }),
    );
    expect(isOneOf("startNoAgent")).toContain(whyNotStart({ ...ready, agents: 0, agentId: undefined }));
    expect(isOneOf("startPickAgent")).toContain(whyNotStart({ ...ready, agentId: undefined }));
  });

  it("needs an agent that is on, with a number of its own for those who have one", () => {
    const line = { accountSid: "AC", number: "+447700900100", lastInboundAt: null };
    const agent = { isActive: true, integrationMode: "whatsapp_ai" as const, whatsapp: line };
    expect([
      reaches(agent, contact),
      reaches({ ...agent, isActive: false }, contact),
      reaches({ ...agent, whatsapp: null }, contact),
      reaches({ ...agent, integrationMode: "ai_only" }, contact),
      reaches(agent, { ...contact, phone: null }),
    ]).toEqual([true, false, false, false, false]);
  });

  it("can be done on the page with whoever has been there", () => {
    const visitor = { phone: null, identities: [{ id: "ide_1", kind: "visitor" as const, value: "", verifiedAt: null }] };
    expect(reaches({ isActive: true, integrationMode: "ai_only", whatsapp: null }, visitor)).toBe(true);
    expect(whyNotStart({ ...ready, contact: { ...visitor, blockedAt: null } })).toBeUndefined();
  });
});
