import type { ConversationView, HandWritten } from "../../workers/conversation/rpc.ts";
import { handWritten } from "../conversation/simulation.ts";
import { City } from "./city.ts";
import { judge } from "./judge.ts";
import type { Customer } from "./messenger.ts";

const minute = 60_000;

/** How long after the faults' end everybody must have been answered, and everything told (I4, I13). */
const answeredWithin = minute;
const drainedWithin = 5 * minute;
/** A webhook that never came is found by the sweep: every five minutes, and five more when our clock is as far behind the world's. */
const sweptWithin = 12 * minute;

/** What came of a story: what does not hold, and how much happened, since a story in which nothing does proves nothing. */
export interface Outcome {
  wrong: string[];
  written: number;
  sent: number;
  asked: number;
  takeovers: number;
  kills: number;
}

/**
 * One short story: customers write, colleagues take over and hand back, the process dies, the clock goes wrong, while a part of all calls
 * fails. Then the faults end, and what must hold is judged.
 */
export const tell = async (seed: number): Promise<Outcome> => {
  const city = new City(seed);
  try {
    city.process.skew = city.dice.between(-5, 6) * minute;
    await city.open();
    city.messenger.write(hero(city), "m0");
    await meanwhile(city);
    for (let left = city.dice.between(1, 3); left > 0; left--) {
      await happen(city);
      await meanwhile(city);
    }
    city.faults.areOn = false;
    const endedAt = city.process.now();
    await city.pass(answeredWithin);
    const wrong = await judge.answered(city, endedAt);
    if ((await judge.drained(city)).length > 0) {
      await city.pass(drainedWithin - answeredWithin);
      wrong.push(...(await judge.drained(city)));
    }
    if (await judge.isMissing(city)) await city.pass(sweptWithin);
    return outcomeOf(city, [...wrong, ...(await judge.whole(city))]);
  } finally {
    city.close();
  }
};

/** A message in five says one of these. */
const consents = ["STOP", "START"];

const outcomeOf = ({ messenger, model, told, process }: City, wrong: string[]): Outcome => ({
  wrong,
  written: messenger.log.filter(({ direction }) => direction === "inbound").length,
  sent: messenger.shown.length,
  asked: model.asked,
  takeovers: told.filter(({ method, given }) => method === "toggleAi" && !(given as { aiEnabled: boolean }).aiEnabled).length,
  kills: process.life,
});

/** Most happens to one of them: what meets, breaks. */
const hero = ({ customers }: City): Customer => customers[0]!;

const meanwhile = (city: City): Promise<void> => city.pass(city.dice.pick([40, 900, 4_500, 9_000, 20_000]));

const happen = async (city: City): Promise<void> => {
  const { dice, process, messenger } = city;
  const roll = dice.roll();
  const customer = dice.is(0.5) ? hero(city) : dice.pick(city.customers);
  if (roll < 0.4) return write(city, customer);
  const [conversation] = conversationsOf(city, customer);
  if (roll < 0.52) process.kill();
  else if (roll < 0.55) process.skew += process.skew < 0 ? 10 * minute : 0;
  else if (roll < 0.59) await sleepADay(city);
  else if (roll < 0.67) raise(city, customer);
  else if (!conversation) messenger.write(customer, `m${city.number()}`);
  else if (roll < 0.81) ask(city, conversation, "toggleAi", { aiEnabled: false, by: "Anna" });
  else if (roll < 0.88) ask(city, conversation, "toggleAi", { aiEnabled: true, by: "Anna" });
  else ask(city, conversation, "write", byHand(city));
};

/** Nobody writes for about a day; what is on the wire has arrived before. */
const sleepADay = async (city: City): Promise<void> => {
  await city.pass(2 * minute);
  city.time.now += city.dice.pick([23 * 60 + 45, 24 * 60 + 30]) * minute;
};

const write = (city: City, customer: Customer): void => {
  const { dice, messenger } = city;
  for (let left = dice.between(1, 3); left > 0; left--)
    messenger.write(customer, dice.is(0.2) ? dice.pick(consents) : `m${city.number()}`);
};

/** Nobody waits for it: other things happen meanwhile, and what is refused is refused. */
const ask = ({ process }: City, conversationId: string, method: string, order: object): void => {
  const asked = process.call("CONVERSATION", conversationId, method, [order]) as Promise<ConversationView | null>;
  void process.alive(asked).catch(() => undefined);
};

const byHand = (city: City): HandWritten => {
  const text = `p${city.number()}`;
  return handWritten(text, `client-${text}`);
};

const rows = ({ d1 }: City, query: string, ...values: string[]): Record<string, unknown>[] => {
  const statement = d1.real.statement(query, "objects");
  return statement.all(...values);
};

const conversationsOf = (city: City, { phone, number }: Customer): string[] =>
  rows(
    city,
    `SELECT c.id FROM conversations c JOIN contact_identities i ON i.tenant_id = c.tenant_id AND i.contact_id = c.contact_id
     JOIN whatsapp_lines l ON l.tenant_id = c.tenant_id WHERE i.value = ? AND l.number = ?`,
    phone,
    number,
  ).map(({ id }) => String(id));

/** Another level from now on, higher or lower. */
const raise = (city: City, { phone, number }: Customer): void => {
  const [found] = rows(
    city,
    "SELECT i.tenant_id AS tenant, i.contact_id AS contact FROM contact_identities i JOIN whatsapp_lines l ON l.tenant_id = i.tenant_id WHERE i.value = ? AND l.number = ?",
    phone,
    number,
  );
  if (!found) return;
  const [tenant, contact] = [String(found["tenant"]), String(found["contact"])];
  const [before] = rows(city, "SELECT level FROM subscriptions WHERE tenant_id = ? AND contact_id = ?", tenant, contact);
  city.model.levelEnds(contact, Number(before?.["level"] ?? 1));
  const run = (query: string, ...values: (string | number)[]) => void city.d1.real.statement(query, "objects").run(...values);
  run("DELETE FROM subscriptions WHERE tenant_id = ? AND contact_id = ?", tenant, contact);
  run("UPDATE contacts SET roles = '[\"client\"]' WHERE tenant_id = ? AND id = ?", tenant, contact);
  run(
    "INSERT INTO subscriptions (tenant_id,id,contact_id,level,status,created_at,updated_at) VALUES (?,?,?,?,'active',0,0)",
    tenant,
    `sub_${contact}`,
    contact,
    city.dice.between(1, 4),
  );
};
