import { setTimeout as pause } from "node:timers/promises";
import type { Session } from "../../schema/contract/auth.ts";
import { makeId } from "../../workers/platform/ids.ts";
import { fillInbox, type Crowd } from "../bench/crowd.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { changeD1, readD1 } from "../support/stores.ts";
import { DatabaseWatch, watchDatabase } from "../support/watchedDatabase.ts";
import { defineTrial, type Figure } from "./trial.ts";

const day = 24 * 60 * 60_000;

/** A business as it was, with enough in each list to fill a page, and as it may become. */
const sizes = [
  { conversations: 10_000, messagesEach: 1 },
  { conversations: 20_000, messagesEach: 50 },
];

interface Tally {
  /** Rows read by each request at each size, and how many were shown for them. */
  rows: Record<string, Page[]>;
  /** Milliseconds of each search, the median of some, at each size. */
  searches: Record<string, number[]>;
  messages: number;
}

interface Page {
  read: number;
  shown: number;
}

/** A business's people and threads, and an agent that hardly anybody writes to. */
interface Place extends Crowd {
  rareAgentId: string;
}

/**
 * The same requests of the console to a tenant with 10,000 messages and with 1,000,000: what D1 reads for each must not grow with the
 * business. The rows are written past the product, triggers and word index included, and read through the built Worker on its runtime.
 */
export const trial = defineTrial<Tally>({
  section: "load",
  size: 1,
  slice: 1,
  start: { rows: {}, searches: {}, messages: 0 },
  async run(_cases, tally) {
    const stage = await startStage({ dress: watchDatabase });
    try {
      const [agent, rare] = [await stage.agent({ name: "Affollato" }), await stage.agent({ name: "Solo" })];
      const { user } = await stage.owner.get<Session>("/api/auth/session");
      const label = await stage.owner.post<{ id: string }>("/api/labels", { name: "Affollata", color: "teal" });
      const place = { agentId: agent.id, rareAgentId: rare.id, ownerId: user.id, labelId: label.id };
      let filled = 0;
      for (const { conversations, messagesEach } of sizes) {
        fillInbox(stage, place, filled, conversations);
        fillPeople(stage, filled, conversations);
        fillMessages(stage, conversations, messagesEach);
        fillFigures(stage, filled, conversations);
        await countFigures(stage);
        filled = conversations;
        await pause(500);
        for (const path of [...inboxLists(place), ...contactLists(), ...figuresOf(), ...others])
          (tally.rows[path] ??= []).push(await rowsOf(stage, path));
        for (const path of searches) {
          (tally.rows[path] ??= []).push(await rowsOf(stage, path));
          (tally.searches[path] ??= []).push(await medianOf(() => stage.owner.get(path)));
        }
        tally.messages = conversations * messagesEach;
      }
      return tally;
    } finally {
      await stage.close();
    }
  },
  figures: ({ rows, searches: times, messages }) => {
    const of = (prefix: string) => Object.entries(rows).filter(([path]) => path.startsWith(prefix));
    const slowest = Object.entries(times).toSorted(([, a], [, b]) => (b.at(-1) ?? 0) - (a.at(-1) ?? 0))[0] ?? ["none", []];
    return [
      flatness(
        `the inbox, every filter × agent × label × order, two pages, at ${messages} messages against 10,000`,
        of("/api/conv"),
      ),
      flatness("contacts, every role × level × state × search, two pages, in the same business", of("/api/contacts")),
      flatness("search of words that many have, few, none, or never together", of("/api/search")),
      flatness(
        "figures, funnel, what is behind them, and their table, of four weeks in which 20,000 wrote against 10,000",
        of("/api/figures"),
      ),
      flatness("health", of("/api/health")),
      {
        what: "the slowest search, which reads few rows, but as much of the word index as begins like its words",
        measured: `${slowest[1].map((ms) => ms.toFixed(0)).join(" → ")} ms: ${decodeURIComponent(slowest[0])}`,
        bound: "shown beside it",
        holds: true,
      },
    ];
  },
});

const nothing: Page = { read: 0, shown: 0 };

/** A list that did not fill its page in the small business may cost as many times more as it shows more in the large one. */
const isGrown = ([small = nothing, large = nothing]: Page[]): boolean =>
  large.read > (small.read * 1.1 + 20) * Math.max(1, (large.shown + 1) / (small.shown + 1));

const flatness = (what: string, seen: [path: string, pages: Page[]][]): Figure => {
  const grown = seen.filter(([, pages]) => isGrown(pages));
  const lastOf = ([, pages]: [string, Page[]]) => pages.at(-1)?.read ?? 0;
  const dearest = Math.max(...seen.map(lastOf));
  const named = ([path, pages]: [string, Page[]]) => `${decodeURIComponent(path)}: ${pages.map(({ read }) => read).join(" → ")}`;
  const worst = grown.toSorted((a, b) => lastOf(b) - lastOf(a)).slice(0, 4);
  return {
    what: `rows that D1 reads: ${what}`,
    measured:
      grown.length === 0
        ? `flat for all ${seen.length} requests; the dearest ${dearest} rows`
        : `${grown.length} of ${seen.length} grow: ${worst.map(named).join("; ")}`,
    bound: "flat",
    holds: grown.length === 0,
  };
};

const inboxLists = ({ agentId, rareAgentId, labelId }: Place): string[] => {
  const filters = ["all", "leads", "clients", "needs_person", "snoozed", "closed", "mine", "unread"];
  const agents = ["", `&agentId=${agentId}`, `&agentId=${rareAgentId}`];
  const lists = filters.flatMap((filter) =>
    agents.flatMap((ofAgent) =>
      ["", `&labelId=${labelId}`].map((withLabel) => `/api/conversations?limit=50&filter=${filter}${ofAgent}${withLabel}`),
    ),
  );
  return [...lists.flatMap((list) => [list, `${list}&sort=recent`]), "/api/conversations/counts"];
};

const contactLists = (): string[] =>
  ["", "&role=client", "&role=supplier"].flatMap((role) =>
    ["", "&level=1", "&level=2", "&level=3"].flatMap((level) =>
      ["", "&state=blocked", "&state=stopped"].flatMap((state) =>
        ["", "&search=Persona%201", "&search=introvabile", "&search=persona"].map(
          (search) => `/api/contacts?limit=50${role}${level}${state}${search}`,
        ),
      ),
    ),
  );

const searches = ["sauna", "abbonamento", "Persona", "introvabile", "sauna abbonamento", "sauna piscina", "bu", "nu"].map(
  (q) => `/api/search?q=${encodeURIComponent(q)}`,
);

const figuresOf = (): string[] => {
  const range = `from=${dayOf(Date.now() - 29 * day)}&to=${dayOf(Date.now())}`;
  const behind = ["contacts", "ai", "pictures", "new", "converted"].map((one) => `behind?behind=${one}&limit=50&`);
  return ["?", "/csv?", "/funnel?", ...behind.map((one) => `/${one}`)].map((path) => `/api/figures${path}${range}`);
};

const others = ["/api/health/report", "/api/health/alerts"];

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

interface Answer {
  nextCursor?: string | null;
  items?: unknown[];
}

/** Of the dearer one of two pages: what has no second page at one size may have one at another. */
async function rowsOf(stage: Stage, path: string): Promise<Page> {
  const database = new DatabaseWatch(stage.url);
  const cost = async () => (await database.costs()).reduce((sum, { read }) => sum + read, 0);
  await cost();
  const { nextCursor, items = [] } = path.includes("/csv") ? await asText(stage, path) : await stage.owner.get<Answer>(path);
  const first = { read: await cost(), shown: items.length };
  if (!nextCursor) return first;
  const { items: others = [] } = await stage.owner.get<Answer>(`${path}&cursor=${encodeURIComponent(nextCursor)}`);
  const second = { read: await cost(), shown: others.length };
  return second.read > first.read ? second : first;
}

const asText = async (stage: Stage, path: string): Promise<Answer> => {
  const response = await fetch(stage.url + path, { headers: { cookie: stage.owner.cookie } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await response.text();
  return {};
};

async function medianOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < 5; n++) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[2]!;
}

const numbersFrom = (from: number, to: number) =>
  `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to - 1})`;
const tenant = "(SELECT tenant_id FROM agents WHERE name = 'Affollato')";

/** Some have a level, by their contact or by an e-mail of theirs; some said STOP; some are blocked. */
function fillPeople(stage: Stage, from: number, to: number): void {
  const numbers = numbersFrom(from, to);
  changeD1(
    stage.stateDir,
    `${numbers} INSERT INTO contact_identities (tenant_id, id, contact_id, kind, value, verified_at, created_at)
     SELECT ${tenant}, printf('idn_%026d', i), printf('ctc_%026d', i), 'email', 'persona' || i || '@filo.example', 1, 1 FROM n WHERE i % 12 = 0;
     ${numbers} INSERT INTO subscriptions (tenant_id, id, contact_id, email, level, status, created_at, updated_at)
     SELECT ${tenant}, printf('sub_%026d', i), iif(i % 12 = 0, NULL, printf('ctc_%026d', i)), iif(i % 12 = 0, 'persona' || i || '@filo.example', NULL),
       2 + i % 5 / 3, 'active', 1, 1 FROM n WHERE i % 4 = 0;
     ${numbers} INSERT INTO consents (tenant_id, id, contact_id, channel, state, evidence, at)
     SELECT ${tenant}, printf('cns_%026d', i), printf('ctc_%026d', i), 'whatsapp', 'stopped', 'STOP', i FROM n WHERE i % 20 = 0;
     UPDATE contacts SET blocked_at = 1 WHERE id GLOB 'ctc_000000*' AND CAST(substr(id, 5) AS INTEGER) % 97 = 0 AND blocked_at IS NULL`,
  );
}

/** Everybody wrote every third day, as the clock would have counted them. */
function fillFigures(stage: Stage, from: number, to: number): void {
  const days = "json_each('[0,3,6,9,12,15,18,21,24,27]') AS d";
  const today = Math.floor(Date.now() / day) * day;
  const numbers = numbersFrom(from, to);
  changeD1(
    stage.stateDir,
    `${numbers} INSERT INTO daily_contacts (tenant_id, day, agent_id, contact_id, level, conversation_id, inbound_messages, ai_messages, manual_messages,
       person_id)
     SELECT ${tenant}, date((${today} / 1000) - (d.value + i % 3) * 86400, 'unixepoch'), (SELECT id FROM agents WHERE name = 'Affollato'),
       printf('ctc_%026d', i), 1 + i % 3, printf('cnv_%026d', i), 5, 5, i % 7 = 0, printf('ctc_%026d', i)
     FROM n, ${days};
     ${numbers} INSERT INTO funnel (tenant_id, contact_id, agent_id, new_at, replied_at, engaged_at, qualified_at, converted_at)
     SELECT ${tenant}, printf('ctc_%026d', i), (SELECT id FROM agents WHERE name = 'Affollato'), ${today} - i % 28 * ${day}, ${today}, NULL, NULL,
       iif(i % 50 = 1, ${today}, NULL) FROM n WHERE i % 4 = 1;
     INSERT OR IGNORE INTO daily_figures (tenant_id, day, agent_id, level, total_messages, inbound_messages, outbound_messages, ai_messages,
       manual_messages, pictures, documents, voice_notes, videos, other_media, ai_responses, manual_responses, tokens)
     SELECT DISTINCT tenant_id, day, agent_id, level, 10000, 5000, 5000, 5000, 0, 0, 0, 0, 0, 0, '{"5":4000,"9":1000}', '{}', 0
     FROM daily_contacts WHERE tenant_id = ${tenant};
     INSERT INTO stale_days (tenant_id, what, day, times)
     SELECT DISTINCT tenant_id, k.value, day, 1 FROM daily_contacts, json_each('["people","leads"]') AS k WHERE tenant_id = ${tenant};
     INSERT OR REPLACE INTO figure_marks (tenant_id, counted_to, counted_at) SELECT ${tenant}, '9999-01-01', ${Date.now()}`,
  );
}

/** The clock counts people and leads of the days, as it does for an installation that is brought up to date. */
async function countFigures(stage: Stage): Promise<void> {
  const quarter = 900_000;
  const left = () => readD1(stage.stateDir, "SELECT count(*) AS n FROM stale_days")[0]?.["n"];
  for (let round = 0; left() !== 0; round++) {
    if (round === 20) throw new Error("The clock never counted the figures");
    await stage.filo.tick(new Date(Math.floor(Date.now() / quarter) * quarter));
    await pause(1_000);
  }
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
  const at = `CAST(${began} + i * ${(28 * day) / total} AS INTEGER)`;
  changeD1(
    stage.stateDir,
    `DELETE FROM messages WHERE conversation_id GLOB 'cnv_000000*';
     ${numbersFrom(0, total)} INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version)
     SELECT ${tenant}, message_id(${at}, i), printf('cnv_%026d', i % ${conversations}), 'whatsapp',
       iif(i % 2 = 0, 'inbound', 'outbound'), iif(i % 2 = 0, 'client', 'ai'), iif(i % 2 = 0, 'text', 'reply'),
       'Buongiorno, numero ' || i || iif(i % 10 = 0, ' sauna', '') || iif(i % 100 = 0, ' abbonamento', '') || iif(i % 100 = 1, ' piscina', ''), 'received', 1, ${at}, 1 FROM n`,
    { message_id: messageId },
  );
}
