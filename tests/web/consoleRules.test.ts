import { describe, expect, it } from "vitest";
import type { Agent } from "../../schema/contract/agents.ts";
import { messageStatuses } from "../../schema/contract/enums.ts";
import { addressOf } from "../../web/src/api/client.ts";
import { usualLevel } from "../../web/src/console/agents/knowledgePlace.ts";
import { asked, answered, failed, transcript } from "../../web/src/console/agents/tryTurns.ts";
import { followed, type ContactForm } from "../../web/src/console/contacts/contactForm.ts";
import { parseDrafts, withDraft } from "../../web/src/console/inbox/drafts.ts";
import { inboxHealth } from "../../web/src/console/inbox/list/inboxHealth.ts";
import { plainWords } from "../../web/src/console/inbox/list/plainWords.ts";
import { textRuns } from "../../web/src/console/inbox/thread/textRuns.ts";
import { canRetry, tickOf } from "../../web/src/console/inbox/ticks.ts";
import { listError, numbersIn } from "../../web/src/console/settings/settingsForm.ts";
import { parseFrame } from "../../web/src/realtime/socket.ts";
import { expired, withTyping } from "../../web/src/realtime/typing.ts";
import { initialsOf } from "../../web/src/ui/initials.ts";

describe("the address of a call", () => {
  it("fills in its parts and leaves out what is absent", () => {
    const input = { params: { id: "a/b" }, query: { filter: "all", cursor: undefined, search: "" } };
    expect(addressOf("/api/things/{id}", input)).toBe("/api/things/a%2Fb?filter=all");
    expect(addressOf("/api/things", {})).toBe("/api/things");
  });
});

describe("ticks", () => {
  it("are none on what the customer wrote, whatever its state", () => {
    for (const status of messageStatuses) expect(tickOf({ direction: "inbound", status })).toBe("none");
  });

  it("say how far a message of ours has come", () => {
    const marks = messageStatuses.map((status) => [status, tickOf({ direction: "outbound", status })]);
    expect(Object.fromEntries(marks)).toMatchInlineSnapshot(`
      {
        "ambiguous": "uncertain",
        "canceled": "canceled",
        "delivered": "two",
        "failed": "failed",
        "queued": "clock",
        "read": "read",
        "received": "none",
        "sending": "clock",
        "sent": "one",
      }
    `);
  });

  it("offer another try only where it cannot double", () => {
    expect(messageStatuses.filter((status) => canRetry({ direction: "outbound", status }))).toEqual(["failed"]);
  });
});

describe("drafts", () => {
  it("are kept per conversation and let go when blank", () => {
    expect(withDraft({ a: "one" }, "b", "two")).toEqual({ a: "one", b: "two" });
    expect(withDraft({ a: "one" }, "a", "  ")).toEqual({});
  });

  it("make room for new ones", () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_none, at) => [`c${at}`, "text"]));
    const kept = withDraft(many, "new", "text");
    expect(Object.keys(kept)).toHaveLength(100);
    expect(kept["c0"]).toBeUndefined();
  });

  it.each([null, "nonsense", "[]", "3", '{"a":1}'])("read %s as none", (stored) => {
    expect(parseDrafts(stored)).toEqual({});
  });
});

describe("the inbox's health", () => {
  const agent = { id: "agt", name: "Coach", isActive: true, integrationMode: "whatsapp_ai", whatsapp: null } as Agent;
  const line = { accountSid: "", number: "", lastInboundAt: null };

  it("names the worst first", () => {
    expect(inboxHealth([]).kind).toBe("no_agents");
    expect(inboxHealth([{ ...agent, isActive: false }]).kind).toBe("all_off");
    expect(inboxHealth([agent])).toMatchObject({ kind: "no_whatsapp", agentName: "Coach" });
    expect(inboxHealth([{ ...agent, whatsapp: line }]).kind).toBe("well");
    expect(inboxHealth([{ ...agent, integrationMode: "ai_only" }]).kind).toBe("well");
  });
});

describe("the runs of a message's text", () => {
  const flat = (text: string): string =>
    textRuns(text)
      .map((run) => (run.kind === "text" ? run.text : run.kind === "link" ? run.href : `[${run.kind} ${flat(run.inner)}]`))
      .join("");

  it("hold web addresses, without the sentence's punctuation", () => {
    expect(textRuns("see https://a.example/b, now")).toEqual([
      { kind: "text", text: "see " },
      { kind: "link", href: "https://a.example/b" },
      { kind: "text", text: ", now" },
    ]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "<b>x</b>", "a_b_c", "2 * 3 * 4", "5*4*3", "* one", "~ x ~", ""])(
    "leave %s as it is",
    (text) => {
      expect(textRuns(text).every((run) => run.kind === "text")).toBe(true);
      expect(flat(text)).toBe(text);
    },
  );

  it.each([
    ["ciao *Marta*, _vieni_ ~oggi~ domani", "ciao [strong Marta], [emphasis vieni] [strike oggi] domani"],
    ["**molto** *forte _qui_*", "[strong molto] [strong forte [emphasis qui]]"],
    ["*vedi https://a.example/b*", "[strong vedi https://a.example/b]"],
    ["https://a.example/_x_/*y*", "https://a.example/_x_/*y*"],
    ["*uno\ndue*", "*uno\ndue*"],
  ])("hold WhatsApp's emphasis: %s", (text, shown) => {
    expect(flat(text)).toBe(shown);
  });

  it.each([
    ["*Orari:* _lun_–~sab~, vedi https://a.example/b.", "Orari: lun–sab, vedi https://a.example/b."],
    ["**molto** *forte _qui_*", "molto forte qui"],
    ["2 * 3 * 4 in a_b_c", "2 * 3 * 4 in a_b_c"],
    ["", ""],
  ])("are plain words where there is one line for them: %s", (text, plain) => expect(plainWords(text)).toBe(plain));

  it("lose nothing of the text", () => {
    const text = "a https://x.example/(y) b http://z.example. c";
    expect(flat(text)).toBe(text);
  });
});

describe("live frames", () => {
  it.each(["pong", "{", "[]", "null", 3])("that are no events are nothing: %s", (data) => {
    expect(parseFrame(data)).toBeNull();
  });
});

describe("typing", () => {
  const event = { type: "TYPING_INDICATOR", conversationId: "c", who: "client", typing: true } as const;

  it("stops when it is said, and by itself", () => {
    const typing = withTyping({}, event, 1_000);
    expect(typing["c"]?.who).toBe("client");
    expect(withTyping(typing, { ...event, typing: false }, 2_000)).toEqual({});
    expect(expired(typing, 60_000)).toEqual({});
  });
});

describe("trying an agent", () => {
  it("tells the conversation so far, ending with the question", () => {
    const answer = { response: "hi", tokensIn: 1, tokensOut: 2, costMicros: 3 };
    const turns = asked(answered(asked([], "one"), answer), "two");
    expect(transcript(turns)).toEqual([
      { sender: "client", text: "one" },
      { sender: "ai", text: "hi" },
      { sender: "client", text: "two" },
    ]);
  });

  it("keeps a failure with its question", () => {
    expect(failed(asked([], "one"), "unavailable")).toMatchObject([{ question: "one", problem: "unavailable" }]);
  });
});

describe("the level a new piece of knowledge is offered with", () => {
  it("is the one the API takes when none is given", () => {
    expect([usualLevel("agent", []), usualLevel("agent", [3]), usualLevel("store", [])]).toEqual([1, 2, 3]);
  });
});

describe("a contact's form", () => {
  const before: ContactForm = {
    displayName: "Marta",
    phone: "",
    email: "",
    roles: ["client", "lead"],
    language: "",
    note: "",
    goal: "",
  };

  it("follows what changed elsewhere, but never what was touched here", () => {
    const now: ContactForm = { ...before, roles: ["client"], note: "Theirs" };
    expect(followed({ ...before, note: "Mine" }, before, now)).toEqual({ roles: ["client"] });
    expect(followed(before, before, { ...before })).toEqual({});
  });
});

describe("lists of numbers", () => {
  it("are read line by line, or as pasted", () => {
    expect(numbersIn("+447700900001\n\n +447700900002, +447700900003;")).toEqual([
      "+447700900001",
      "+447700900002",
      "+447700900003",
    ]);
  });

  it("say which number is wrong", () => {
    expect(listError({ "consultantPhones.1": "no phone" }, "consultantPhones")).toBe("2. no phone");
    expect(listError({ name: "x" }, "consultantPhones")).toBeUndefined();
  });
});

describe("initials", () => {
  it.each([
    ["Giulia Ferrari", "GF"],
    ["alessandra maria bartolomei", "AB"],
    ["Élodie", "É"],
    ["🙂 Ada", "🙂A"],
    ["", ""],
  ])("of %s are %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
