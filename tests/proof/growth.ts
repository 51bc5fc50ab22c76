import { setTimeout as pause } from "node:timers/promises";
import type { Session } from "../../schema/contract/auth.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { fillInbox } from "../bench/crowd.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { changeD1 } from "../support/stores.ts";
import { DatabaseWatch, watchDatabase } from "../support/watchedDatabase.ts";
import { defineTrial } from "./trial.ts";

const day = 24 * 60 * 60_000;

/** A business as it was, with enough in each list to fill a page, and as it may become. */
const sizes = [
  { conversations: 10_000, messagesEach: 1 },
  { conversations: 20_000, messagesEach: 50 },
];

interface Tally {
  /** Rows read by each request, at each size. */
  rows: Record<string, number[]>;
  messages: number;
}

/**
 * The same requests of the console to a tenant with 10,000 messages and with 1,000,000: what D1 reads for each must not grow with the
 * business. The rows are written past the product, triggers and word index included, and read through the built Worker on its runtime.
 */
export const trial = defineTrial<Tally>({
  section: "load",
  size: 1,
  slice: 1,
  start: { rows: {}, messages: 0 },
  async run(_cases, tally) {
    const stage = await startStage({ dress: watchDatabase });
    try {
      const agent = await stage.agent({ name: "Affollato" });
      const { user } = await stage.owner.get<Session>("/api/auth/session");
      const label = await stage.owner.post<{ id: string }>("/api/labels", { name: "Affollata", color: "teal" });
      const crowd = { agentId: agent.id, ownerId: user.id, labelId: label.id };
      let filled = 0;
      for (const { conversations, messagesEach } of sizes) {
        fillInbox(stage, crowd, filled, conversations);
        fillMessages(stage, conversations, messagesEach);
        filled = conversations;
        await pause(500);
        for (const path of requests(crowd)) (tally.rows[path] ??= []).push(await rowsOf(stage, path));
        tally.messages = conversations * messagesEach;
      }
      return tally;
    } finally {
      await stage.close();
    }
  },
  figures: ({ rows, messages }) => {
    const grown = Object.entries(rows).filter(([, [small = 0, large = 0]]) => large > small * 1.1 + 20);
    const dearest = Object.entries(rows).reduce((most, one) => ((one[1].at(-1) ?? 0) > (most[1].at(-1) ?? 0) ? one : most));
    return [
      {
        what: "inbox, search, contacts, figures and health at a million messages: rows that D1 reads for a request, against 10,000",
        measured:
          grown.length === 0
            ? `flat for all ${Object.keys(rows).length} requests, with ${messages} messages`
            : grown.map(([path, seen]) => `${path}: ${seen.join(" → ")}`).join("; "),
        bound: "flat",
        holds: grown.length === 0,
      },
      {
        what: "the dearest of these requests",
        measured: `${dearest[1].at(-1)} rows: ${dearest[0]}`,
        bound: "≤ 1000",
        holds: (dearest[1].at(-1) ?? 0) <= 1_000,
      },
    ];
  },
});

const requests = ({ agentId, labelId }: { agentId: string; labelId: string }): string[] => {
  const lists = ["all", "leads", "clients", "needs_person", "snoozed", "closed", "mine", "unread"].flatMap((filter) =>
    ["", `&agentId=${agentId}`, `&labelId=${labelId}`, `&labelId=${labelId}&agentId=${agentId}`].map(
      (more) => `/api/conversations?limit=50&filter=${filter}${more}`,
    ),
  );
  const contacts = [
    "",
    "&role=client",
    "&role=lead",
    "&state=blocked",
    "&state=stopped",
    "&level=3",
    "&level=2",
    "&search=Persona%201",
  ];
  return [
    ...lists.flatMap((list) => [list, `${list}&sort=recent`]),
    "/api/conversations/counts",
    ...contacts.map((more) => `/api/contacts?limit=50${more}`),
    ...["sauna", "abbonamento", "Persona", "introvabile", "sauna abbonamento"].map(
      (q) => `/api/search?q=${encodeURIComponent(q)}`,
    ),
    `/api/figures?from=${dayOf(Date.now() - 29 * day)}&to=${dayOf(Date.now())}`,
    "/api/health/report",
  ];
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

async function rowsOf(stage: Stage, path: string): Promise<number> {
  const database = new DatabaseWatch(stage.url);
  await database.costs();
  await stage.owner.get(path);
  return (await database.costs()).reduce((sum, { read }) => sum + read, 0);
}

/** Messages over the last four weeks, with words that many of them have, few, and hardly any. */
function fillMessages(stage: Stage, conversations: number, each: number): void {
  const began = Date.now() - 28 * day;
  const total = conversations * each;
  const messageId = (at: number, n: number) => {
    const tail = new Uint8Array(16);
    new DataView(tail.buffer).setUint32(12, n);
    return makeId("message", at, tail);
  };
  const numbers = (of: number) => `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${of - 1})`;
  const at = `CAST(${began} + i * ${(28 * day) / total} AS INTEGER)`;
  changeD1(
    stage.stateDir,
    `DELETE FROM messages WHERE conversation_id GLOB 'cnv_000000*';
     ${numbers(total)} INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version)
     SELECT (SELECT tenant_id FROM agents WHERE name = 'Affollato'), message_id(${at}, i), printf('cnv_%026d', i % ${conversations}), 'whatsapp',
       iif(i % 2 = 0, 'inbound', 'outbound'), iif(i % 2 = 0, 'client', 'ai'), iif(i % 2 = 0, 'text', 'reply'),
       'Buongiorno, numero ' || i || iif(i % 10 = 0, ' sauna', '') || iif(i % 100 = 0, ' abbonamento', ''), 'received', 1, ${at}, 1 FROM n;
     UPDATE contacts SET blocked_at = 1 WHERE id GLOB 'ctc_000000*' AND CAST(substr(id, 5) AS INTEGER) % 97 = 0`,
    { message_id: messageId },
  );
}
