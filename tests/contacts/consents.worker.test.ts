import { describe, expect, test } from "vitest";
import type { Channel } from "../../schema/contract/enums.ts";
import { consentSchema } from "../../schema/contract/consents.ts";
import { listOf } from "../../schema/contract/shapes.ts";
import type { ConsentWord } from "../../workers/contacts/consentWords.ts";
import { getContact } from "../../workers/contacts/getContact.ts";
import { listConsents } from "../../workers/contacts/listConsents.ts";
import { mergeContacts } from "../../workers/contacts/mergeContacts.ts";
import { recordConsent } from "../../workers/contacts/recordConsent.ts";
import { runSpreadConsent } from "../../workers/contacts/spreadConsent.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import { writeDownConsent } from "../../workers/contacts/writeDownConsent.ts";
import { addAgent, addConversation, d1, granted, keyOf, openDesk, writesFrom, type Desk } from "./desk.ts";

const phone = "+447700900001";

/** The contact says a word; gives the job that spreads it. */
const says = async (desk: Desk, contactId: string, word: ConsentWord, channel: Channel = "whatsapp", conversationId = "") => {
  desk.chance.pass(1_000);
  const said = { contactId, channel, word, evidence: word, messageId: desk.chance.id("message"), at: desk.chance.now() };
  const order = { ...said, conversationId: conversationId || desk.chance.id("conversation") };
  const { statements, hint } = recordConsent(desk.db, desk.chance, order);
  await desk.db.batch(statements);
  return { ...order, hint, statements };
};

const stoppedChannels = async (desk: Desk, contactId: string) => granted(await getContact(desk.db, contactId)).stoppedChannels;

const page = { limit: 50 };

describe("what a contact said about being written to", () => {
  test("is written once, with its job, however often it is told", async () => {
    const desk = await openDesk();
    const contactId = await writesFrom(desk, phone);
    const said = await says(desk, contactId, "stopped");
    await desk.db.batch(recordConsent(desk.db, desk.chance, said).statements);
    const { items } = granted(await listConsents(desk.db, contactId, page));
    expect(items).toEqual([
      {
        id: expect.stringMatching(/^con_/),
        channel: "whatsapp",
        state: "stopped",
        evidence: "stopped",
        messageId: said.messageId,
        recordedBy: null,
        at: new Date(said.at).toISOString(),
      },
    ]);
    const jobs = await d1.prepare("SELECT kind, unique_key FROM jobs WHERE tenant_id = ?").bind(desk.tenantId).all();
    expect(jobs.results).toEqual([{ kind: "spread_consent", unique_key: `consent:${said.messageId}` }]);
  });

  test("elsewhere is written down with what proves it, and counts from when they said so", async () => {
    const desk = await openDesk();
    const contactId = await writesFrom(desk, phone);
    await says(desk, contactId, "stopped");
    const at = new Date(desk.chance.now() + 1_000).toISOString();
    const form = { channel: "whatsapp", state: "started", evidence: "Modulo firmato in reception", at } as const;
    const deps = { chance: desk.chance, hints: { send: async () => undefined } };
    const caller = { db: desk.db, userId: "usr_test", userName: "Marta", email: "marta@example.test" };
    expect(keyOf(await writeDownConsent(deps, caller, contactId, form))).toBe("invalid_input");
    desk.chance.pass(2_000);
    expect(granted(await writeDownConsent(deps, caller, contactId, form))).toMatchObject({
      recordedBy: "Marta",
      messageId: null,
      at,
    });
    expect(await stoppedChannels(desk, contactId)).toEqual([]);
    const earlier = { ...form, state: "stopped", at: new Date(desk.chance.now() - 60_000).toISOString() } as const;
    granted(await writeDownConsent(deps, caller, contactId, earlier));
    expect(await stoppedChannels(desk, contactId)).toEqual([]);
    const other = await openDesk();
    expect(keyOf(await writeDownConsent(deps, { ...caller, db: other.db }, contactId, form))).toBe("not_found");
  });

  test("is listed newest first, in pages, in the contract's shape", async () => {
    const desk = await openDesk();
    const contactId = await writesFrom(desk, phone);
    for (const word of ["stopped", "started", "stopped"] as const) await says(desk, contactId, word);
    const first = granted(await listConsents(desk.db, contactId, { limit: 2 }));
    const rest = granted(await listConsents(desk.db, contactId, { limit: 2, cursor: first.nextCursor ?? undefined }));
    expect(listOf(consentSchema).parse(first)).toEqual(first);
    expect([...first.items, ...rest.items].map(({ state }) => state)).toEqual(["stopped", "started", "stopped"]);
    expect(rest.nextCursor).toBeNull();
  });

  test("of nobody, or of another tenant's contact, is not found", async () => {
    const [desk, other] = [await openDesk(), await openDesk()];
    const contactId = await writesFrom(other, phone);
    expect(keyOf(await listConsents(desk.db, contactId, page))).toBe("not_found");
  });

  test("shows on the card per channel: the newest word is what holds", async () => {
    const desk = await openDesk();
    const contactId = await writesFrom(desk, phone);
    expect(await stoppedChannels(desk, contactId)).toEqual([]);
    await says(desk, contactId, "stopped");
    await says(desk, contactId, "stopped", "web");
    expect((await stoppedChannels(desk, contactId)).toSorted()).toEqual(["web", "whatsapp"]);
    await says(desk, contactId, "started");
    expect(await stoppedChannels(desk, contactId)).toEqual(["web"]);
  });

  test("goes with the person through a merge, and back", async () => {
    const desk = await openDesk();
    const [winner, loser] = [await writesFrom(desk, phone), await writesFrom(desk, "+447700900002")];
    await says(desk, loser, "stopped");
    const wish = { winnerId: winner, loserId: loser, reason: "console", actor: "usr_test" } as const;
    const { mergeId } = granted(await mergeContacts(desk.deps, desk.db, wish));
    expect(await stoppedChannels(desk, winner)).toEqual(["whatsapp"]);
    expect(granted(await listConsents(desk.db, loser, page)).items).toHaveLength(1);
    granted(await undoMerge(desk.deps, desk.db, "usr_test", { contactId: winner, mergeId: mergeId! }));
    expect(await stoppedChannels(desk, winner)).toEqual([]);
    expect(await stoppedChannels(desk, loser)).toEqual(["whatsapp"]);
  });
});

describe("telling the contact's other conversations", () => {
  const scene = async () => {
    const desk = await openDesk();
    const contactId = await writesFrom(desk, phone);
    const here = await addConversation(desk, desk.agentId, contactId);
    const there = await addConversation(desk, await addAgent(desk), contactId);
    const stranger = await writesFrom(desk, "+447700900009");
    await addConversation(desk, desk.agentId, stranger);
    const told: string[] = [];
    const deps = {
      conversation: (id: string) => ({
        consentChanged: async ({ channel, word }: { channel: Channel; word: ConsentWord }) =>
          void told.push(`${id} ${channel} ${word}`),
      }),
    };
    const run = ({ contactId, channel, conversationId }: { contactId: string; channel: Channel; conversationId: string }) =>
      runSpreadConsent(
        deps,
        {
          tenantId: desk.tenantId,
          jobId: desk.chance.id("job"),
          kind: "spread_consent",
          payload: { contactId, channel, conversationId },
          attempt: 1,
        },
        desk.db,
      );
    return { desk, contactId, here, there, told, run };
  };

  test("all of them but the one where it was said", async () => {
    const { desk, contactId, here, there, told, run } = await scene();
    const said = await says(desk, contactId, "stopped", "whatsapp", here);
    expect(await run(said)).toEqual({ kind: "done" });
    expect(told).toEqual([`${there} whatsapp stopped`]);
  });

  test("what holds now, whichever job comes first", async () => {
    const { desk, contactId, here, there, told, run } = await scene();
    const first = await says(desk, contactId, "stopped", "whatsapp", here);
    const second = await says(desk, contactId, "started", "whatsapp", here);
    await run(second);
    await run(first);
    expect(told).toEqual([`${there} whatsapp started`, `${there} whatsapp started`]);
  });

  test("also when the contact has been joined into another since", async () => {
    const { desk, contactId, here, told, run } = await scene();
    const said = await says(desk, contactId, "stopped", "whatsapp", here);
    const winner = await writesFrom(desk, "+447700900003");
    const elsewhere = await addConversation(desk, await addAgent(desk), winner);
    granted(
      await mergeContacts(desk.deps, desk.db, { winnerId: winner, loserId: contactId, reason: "console", actor: "usr_test" }),
    );
    await run(said);
    expect(told).toContain(`${elsewhere} whatsapp stopped`);
  });

  test("also when it was written down for a contact that is being joined into another just then", async () => {
    const { desk, contactId, told, run } = await scene();
    const winner = await writesFrom(desk, "+447700900003");
    const elsewhere = await addConversation(desk, await addAgent(desk), winner);
    granted(
      await mergeContacts(desk.deps, desk.db, { winnerId: winner, loserId: contactId, reason: "console", actor: "usr_test" }),
    );
    await run(await says(desk, contactId, "stopped"));
    expect(told).toContain(`${elsewhere} whatsapp stopped`);
  });
});
