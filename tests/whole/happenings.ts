import { handWritten } from "../conversation/simulation.ts";
import type { Step } from "./aim.ts";
import type { City } from "./city.ts";
import type { Customer } from "./messenger.ts";

export const minute = 60_000;

/** A message in five says one of these. */
const consents = ["STOP", "START"];

/** Most happens to one of them: what meets, breaks. */
export const hero = ({ customers }: City): Customer => customers[0]!;

/** One thing that happens, to somebody. */
export const happen = async (city: City): Promise<void> => {
  const { dice, process } = city;
  const roll = dice.roll();
  const customer = dice.is(0.5) ? hero(city) : dice.pick(city.customers);
  if (roll < 0.25) return write(city, customer);
  if (roll < 0.5) return strike(city, customer);
  if (roll < 0.58) process.kill();
  else if (roll < 0.61) process.skew += process.skew < 0 ? 10 * minute : 0;
  else if (roll < 0.65) await sleepADay(city);
  else if (roll < 0.7) raise(city, customer);
  else if (roll < 0.75) join(city);
  else if (roll < 0.85) toggle(city, customer, false);
  else if (roll < 0.9) toggle(city, customer, true);
  else writeByHand(city, customer);
};

/** Somebody goes on from the page to WhatsApp: their threads become one, and perhaps two again. */
export const visit = async (city: City): Promise<void> => {
  const { browser, dice, time } = city;
  browser.write(`w${city.number()}`);
  time.after(dice.between(100, 6_000), () => browser.link(hero(city)));
  await city.until(dice.pick(["CONVERSATION seal", "CONVERSATION importThread", "LINE send"]), 30_000);
  if (dice.is(0.5)) await city.pass(dice.pick([900, 9_000]));
  if (dice.is(0.3)) join(city);
};

const deeds = {
  kill: ({ process }: City) => process.kill(),
  stop: ({ messenger }: City, customer: Customer) => messenger.write(customer, "STOP", "fine"),
  write: (city: City, customer: Customer) => city.messenger.write(customer, `m${city.number()}`, "fine"),
  takeOver: (city: City, customer: Customer) => toggle(city, customer, false),
  join: (city: City) => join(city),
};

/** The steps at which something else must not come in between, and what does. */
const strokes: readonly [step: Step, deeds: readonly (keyof typeof deeds)[]][] = [
  ["send", ["stop", "takeOver", "kill", "join"]],
  ["send", ["stop", "takeOver"]],
  ["ask", ["write", "takeOver", "kill", "join"]],
  ["project", ["kill"]],
  ["CONVERSATION receive", ["kill"]],
  ["message", ["join", "join", "kill"]],
  ["QUOTA reserve", ["write", "takeOver", "kill"]],
];

/** While two threads become one, or one becomes two. */
const strokesAtMoves: typeof strokes = [
  ["CONVERSATION seal", ["kill", "write", "takeOver"]],
  ["CONVERSATION importThread", ["kill", "write", "takeOver", "join"]],
  ["CONVERSATION showThread", ["kill", "write", "stop"]],
  ["CONVERSATION forgetThread", ["kill", "write", "takeOver"]],
];

/** Something comes at the very moment at which something else has set out. */
const strike = async (city: City, customer: Customer): Promise<void> => {
  const { dice, faults, messenger } = city;
  const isMove = dice.is(0.3);
  const [step, choice] = dice.pick(isMove ? strokesAtMoves : strokes);
  if (isMove || (step === "message" && dice.is(0.7))) await meetSecond(city);
  if (step === "project") faults.next.database = "late";
  if (step === "message") faults.next.isMessageLate = true;
  if (step === "send")
    Object.assign(faults.next, {
      isSendSlow: true,
      send: dice.pick(["fine", "server error", "timeout after accept"]),
    });
  if (isMove) await move(city, step);
  else if (dice.is(0.2)) writeByHand(city, customer);
  else messenger.write(customer, `m${city.number()}`, "fine");
  await city.until(step, 20_000);
  deeds[dice.pick(choice)](city, customer);
};

/** There are two who could be one. */
const meetSecond = async (city: City): Promise<void> => {
  city.messenger.write(city.customers[1]!, `m${city.number()}`, "fine");
  await city.until("CONVERSATION receive", 20_000);
};

/** They become one, or two again. */
const move = async (city: City, step: Step): Promise<void> => {
  join(city);
  if (step !== "CONVERSATION showThread" && step !== "CONVERSATION forgetThread") return;
  await city.until("CONVERSATION importThread", 20_000);
  await city.pass(city.dice.pick([40, 900, 9_000]));
  join(city);
};

/** Nobody writes for about a day; what is on the wire has arrived before. */
const sleepADay = async (city: City): Promise<void> => {
  await city.pass(2 * minute);
  city.time.now += city.dice.pick([23 * 60 + 45, 24 * 60 + 30]) * minute;
};

const write = (city: City, customer: Customer): void => {
  const { dice, messenger, browser } = city;
  for (let left = dice.between(1, 3); left > 0; left--) {
    if (browser.written.length > 0 && dice.is(0.2)) browser.write(`w${city.number()}`);
    else messenger.write(customer, dice.is(0.2) ? dice.pick(consents) : `m${city.number()}`);
  }
};

const toggle = (city: City, customer: Customer, aiEnabled: boolean): void =>
  ask(city, customer, "toggleAi", { aiEnabled, by: "Anna" });

const writeByHand = (city: City, customer: Customer): void => {
  const text = `p${city.number()}`;
  ask(city, customer, "write", handWritten(text, `client-${text}`));
};

/** Nobody waits for it: other things happen meanwhile, and what is refused is refused. Whoever has no thread yet writes instead. */
const ask = (city: City, customer: Customer, method: string, order: object): void => {
  const { process, messenger } = city;
  const [conversation] = conversationsOf(city, customer);
  if (!conversation) return messenger.write(customer, `m${city.number()}`);
  const asked = process.call("CONVERSATION", conversation, method, [order]);
  void process.alive(asked).catch(() => undefined);
};

/** A colleague takes the last merge back, or says that two who write to the first business are one. */
const join = (city: City): void => {
  const { requests, process, messenger } = city;
  const [merge] = rows(
    city,
    "SELECT tenant_id, id, winner_id FROM contact_merges WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1",
  );
  const pair = rows(city, "SELECT tenant_id, id FROM contacts WHERE tenant_id = ? AND merged_into IS NULL ORDER BY id", "ten_1");
  if (!merge && pair.length < 2) return messenger.write(city.customers[1]!, `m${city.number()}`, "fine");
  const order = city.dice.is(0.5) ? pair : pair.toReversed();
  const [winnerId, loserId] = order.map(({ id }) => String(id)) as [string, string];
  const asked = merge
    ? requests.undo(String(merge["tenant_id"]), {
        contactId: String(merge["winner_id"]),
        mergeId: String(merge["id"]),
      })
    : requests.merge("ten_1", { winnerId, loserId });
  void process.alive(asked).catch(() => undefined);
};

const rows = ({ d1 }: City, query: string, ...values: string[]): Record<string, unknown>[] => {
  const statement = d1.real.statement(query, "objects");
  return statement.all(...values);
};

const conversationsOf = (city: City, { phone, number }: Customer): string[] =>
  rows(
    city,
    `SELECT c.id FROM conversations c JOIN contact_identities i ON i.tenant_id = c.tenant_id AND i.contact_id = c.contact_id
     JOIN whatsapp_lines l ON l.tenant_id = c.tenant_id WHERE i.value = ? AND l.number = ? ORDER BY c.moved_to IS NOT NULL`,
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
    `sub_${contact}_${city.number()}`,
    contact,
    city.dice.between(1, 4),
  );
};
