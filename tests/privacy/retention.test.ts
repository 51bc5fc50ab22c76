import { eq } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { conversations } from "../../schema/tables/conversation.ts";
import { erasures } from "../../schema/tables/privacy.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { media } from "../../schema/tables/media.ts";
import { Accounts } from "../../workers/platform/accounts.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { dueScope } from "../../workers/privacy/dueScope.ts";
import { runRetention } from "../../workers/privacy/retention.ts";
import { addConversation, d1, writesFrom } from "../contacts/desk.ts";
import { hold, openEraseDesk, workOff, type EraseDesk } from "./eraseDesk.ts";
import { settle } from "./person.ts";

vi.mock("cloudflare:workers", () => import("./nodeEnv.ts"));

const day = 24 * 60 * 60_000;

test("what is over depends on the last word said, and on what the tenant keeps", () => {
  const now = 1_000 * day;
  const quiet = (days: number, hasFiles = true) => ({ contactId: "ctc", lastAt: now - days * day, hasFiles });
  const both = { keepMessagesDays: 365, keepFilesDays: 30 };
  expect(dueScope(both, quiet(30), now)).toBeNull();
  expect(dueScope(both, quiet(31), now)).toEqual({ scope: "files", quietSince: now - 30 * day });
  expect(dueScope(both, quiet(31, false), now)).toBeNull();
  expect(dueScope(both, quiet(366), now)).toEqual({ scope: "messages", quietSince: now - 365 * day });
  expect(dueScope({ keepMessagesDays: null, keepFilesDays: null }, quiet(900), now)).toBeNull();
  expect(dueScope(both, { contactId: "ctc", lastAt: 0, hasFiles: false }, now)).toBeNull();
});

const round = ({ chance, db }: EraseDesk) =>
  runRetention({
    chance,
    directory: new Directory(d1),
    accounts: new Accounts(d1),
    db: () => db,
    hints: { send: async () => undefined },
    log: (entry) => {
      throw new Error(JSON.stringify(entry));
    },
  });

const keep = async ({ tenantId }: EraseDesk, fields: string) => {
  await d1.prepare("UPDATE tenants SET keep_messages_days = NULL, keep_files_days = NULL").run();
  await d1.prepare(`UPDATE tenants SET ${fields} WHERE id = ?`).bind(tenantId).run();
};

test("files of whoever is silent for long go, then their messages; the card stays, and whoever still writes keeps everything", async () => {
  const desk = await openEraseDesk();
  const known = await settle(desk, "+447700900555");
  hold(desk, known);
  const bruno = await writesFrom(desk, "+447700900556");
  const thread = await addConversation(desk, desk.agentId, bruno);
  desk.chance.pass(40 * day);
  await desk.db.batch([desk.db.update(conversations, { lastMessageAt: desk.chance.now() }, eq(conversations.id, thread))]);

  await round(desk);
  expect(await desk.db.all(erasures)).toEqual([]);

  await keep(desk, "keep_files_days = 30");
  await round(desk);
  expect(await desk.db.all(erasures)).toMatchObject([{ contactId: known.winner, scope: "files", cause: "retention" }]);
  expect(await workOff(desk)).toEqual([{ kind: "done" }]);
  expect(desk.told.filter((one) => one.startsWith("file"))).toEqual(["file expired nullnull"]);
  expect(
    (await desk.db.all(media, { where: eq(media.contactId, known.winner) })).filter(({ messageId }) => messageId),
  ).toMatchObject([{ state: "failed", failure: "expired", fileId: null, text: null, name: "" }]);
  await round(desk);
  expect(await desk.db.all(erasures)).toHaveLength(1);

  desk.chance.pass(2 * day);
  await keep(desk, "keep_messages_days = 30");
  await round(desk);
  expect((await desk.db.all(erasures)).map(({ scope }) => scope)).toEqual(["files", "messages"]);
  desk.state.isActive = true;
  expect(await workOff(desk)).toEqual([{ kind: "done" }]);
  expect(await desk.db.all(conversations)).toHaveLength(3);

  desk.state.isActive = false;
  desk.chance.pass(2 * day);
  await round(desk);
  expect(await workOff(desk)).toEqual([{ kind: "done" }]);
  expect((await desk.db.all(conversations)).map(({ id }) => id)).toEqual([thread]);
  expect(await desk.db.first(contacts, eq(contacts.id, known.winner))).toMatchObject({
    deletedAt: null,
    displayName: expect.stringContaining("Zenobia"),
  });
});
