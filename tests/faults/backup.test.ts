import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Restore } from "../../schema/contract/backup.ts";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import { furnish, readSettled, type Belongings } from "../e2e/belongings.ts";
import { ConsoleClient } from "../support/consoleClient.ts";
import { restoreAll, takeBackup } from "../support/restoring.ts";
import { d1Of, filesOf, foundIn, objectsOf, openWith } from "../support/sameTenant.ts";
import { startSecondHome, type SecondHome } from "../support/secondHome.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { readD1 } from "../support/stores.ts";

/** A busy tenant is taken out of one installation and into another, compared, and worked on there. */

const secretsKey = Buffer.alloc(32, "of this installation").toString("base64");
const passphrase = "una frase che nessuno indovina";

let stage: Stage;
let mine: Belongings;
let home: SecondHome;
let file: Uint8Array<ArrayBuffer>;
let before: Record<string, string[]>;
let restored: Restore;

beforeAll(async () => {
  stage = await startStage({ vars: { SECRETS_KEY: secretsKey } });
  mine = await furnish(stage, stage.owner, "aurora");
  await readSettled(stage.owner, mine);
  await vi.waitUntil(() => readD1(stage.stateDir, "SELECT 1 FROM jobs WHERE state IN ('due', 'leased')").length === 0, 20_000);
  file = await takeBackup(stage.owner, passphrase);
  before = await d1Of(stage.stateDir, mine.tenantId);
  home = await startSecondHome(stage.world, secretsKey);
  restored = await restoreAll(home.admin, file, { passphrase });
}, 300_000);
afterAll(async () => {
  await home?.close();
  await stage?.close();
});

const notThere = new Set(["customer_sessions", "link_codes", "console_sessions", "mail_tokens", "key_rotation_log"]);

test("every row of D1 is the same", async () => {
  expect(restored).toMatchObject({ state: "done", tenantId: mine.tenantId, tenantName: "Palestra Aurora", failure: null });
  const after = await d1Of(home.stateDir, mine.tenantId);
  for (const [table, rows] of Object.entries(before)) {
    const expected = rows.filter((row) => !row.includes('"kind":"send_mail"') && !/"count":0\b/.test(row));
    const found = (after[table] ?? []).filter((row) => !row.includes("backup.restored") && !/"count":0\b/.test(row));
    if (notThere.has(table)) expect([table, found]).toEqual([table, []]);
    else expect([table, withoutSeals(found)]).toEqual([table, withoutSeals(expected)]);
  }
  expect(Object.keys(before).filter((table) => (before[table] ?? []).length > 0).length).toBeGreaterThan(20);
});

const withoutSeals = (rows: string[]): string[] =>
  rows.map((row) => row.replaceAll(/"auth_token_sealed":"[^"]*"/g, "")).toSorted();

test("the search indexes find the same", () => {
  const [there, here] = [foundIn(home.stateDir, mine.tenantId), foundIn(stage.stateDir, mine.tenantId)];
  expect(there).toEqual(here);
  for (const found of Object.values(here)) expect(found.length).toBeGreaterThan(0);
});

test("every object has the same rows, and every file the same bytes", () => {
  const [here, there] = [objectsOf(stage.stateDir), objectsOf(home.stateDir)];
  for (const [name, tables] of Object.entries(here)) expect([name, there[name]]).toEqual([name, tables]);
  expect(Object.keys(here).length).toBeGreaterThan(4);
  expect(filesOf(home.stateDir)).toEqual(filesOf(stage.stateDir));
  expect(filesOf(stage.stateDir).length).toBeGreaterThan(1);
});

test("the number's token was sealed anew, and is the same", async () => {
  const read = ({ stateDir }: { stateDir: string }) =>
    readD1(stateDir, "SELECT id, auth_token_sealed AS sealed FROM whatsapp_lines")[0]!;
  const [here, there] = [read(stage), read(home)];
  expect(there["sealed"]).not.toBe(here["sealed"]);
  const place = { tenant: mine.tenantId, table: "whatsapp_lines", column: "auth_token_sealed", id: String(here["id"]) };
  const open = openWith(secretsKey);
  expect(await open(place, String(there["sealed"]))).toBe(await open(place, String(here["sealed"])));
});

test("the file says nothing to whoever lacks the passphrase", () => {
  const text = Buffer.from(file).toString("latin1");
  for (const secret of mine.secrets) expect(text).not.toContain(secret);
});

test("work goes on there: signed in with the password, the history is there, a webhook is answered, and nothing is sent twice", async () => {
  await stage.kill();
  const owner = new ConsoleClient(home.url);
  await owner.post("/api/auth/sign-in", { email: "owner-1@filo.example", password: "quattro stagioni" });
  const [line] = readD1(home.stateDir, "SELECT account_sid, number FROM whatsapp_lines");
  const number = String(line!["number"]);
  await stage.world.putNumber({
    number,
    accountSid: String(line!["account_sid"]),
    webhookUrl: `${home.url}/api/whatsapp/webhook`,
  });
  const person = (await owner.get<Contact>(`/api/contacts/${mine.ids["contacts"]}`)).phone!;
  const sentBefore = (await stage.world.messages({ person, direction: "outbound-api" })).length;
  await stage.world.phone(person).says("Ci siete ancora?", { to: number });
  await stage.world.phone(person).waitFor(sentBefore + 1);
  const path = `/api/conversations/${mine.ids["conversations"]}`;
  const answered = async () => {
    const { items } = await owner.get<{ items: Message[] }>(`${path}/messages?limit=100`);
    const asked = items.findIndex(({ text }) => text === "Ci siete ancora?");
    return asked > 3 && items.slice(asked + 1).some(({ sender, status }) => sender === "ai" && status !== "queued") && items;
  };
  const thread = await vi.waitUntil(answered, { timeout: 15_000, interval: 100 });
  expect(thread[0]!.text).toContain(mine.secret);
  expect(await owner.get<Conversation>(path)).toMatchObject({ needsPerson: null, aiEnabled: true });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect((await stage.world.messages({ person, direction: "outbound-api" })).length).toBe(sentBefore + 1);
});
