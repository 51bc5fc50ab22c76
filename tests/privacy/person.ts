import { env } from "cloudflare:workers";
import { conversations, messages } from "../../schema/tables/conversation.ts";
import {
  agentReaders,
  consents,
  contactImportRows,
  contactImports,
  contacts,
  customerSessions,
  dossierEntries,
  linkCodes,
  subscriptions,
} from "../../schema/tables/contacts.ts";
import { conversationLabels, labels, linkPreviews } from "../../schema/tables/inboxTools.ts";
import { media } from "../../schema/tables/media.ts";
import { lineName } from "../../workers/channels/whatsapp/line.ts";
import { mergeContacts } from "../../workers/contacts/mergeContacts.ts";
import { Files } from "../../workers/platform/files.ts";
import { prepareJob } from "../../workers/platform/jobs.ts";
import { MailTokens } from "../../workers/platform/mailTokens.ts";
import { sha256Hex } from "../../workers/platform/tokens.ts";
import { addConversation, d1, granted, visits, writesFrom, type Desk } from "../contacts/desk.ts";

export const bucket = (env as unknown as { FILES: R2Bucket }).FILES;

/** Words that stand in everything of one person's that has words. */
export const canary = "ornitorinco";
export const email = "zenobia@example.test";
export const line = lineName("AC00000000000000000000000000000001", "+14155550100");

export interface Known {
  winner: string;
  loser: string;
  /** Threads of theirs, the sealed one last. */
  threads: string[];
  /** The texts of each thread. */
  texts: Record<string, { id: string; text: string }[]>;
  files: string[];
}

/** Somebody of whom there is something in every table, joined from two. */
export const settle = async (desk: Desk, phone: string): Promise<Known> => {
  const { db, chance, agentId } = desk;
  const now = chance.now();
  const winner = await writesFrom(desk, phone);
  const loser = await visits(desk, await sha256Hex(`cookie of ${phone}`));
  const named = { displayName: `Zenobia ${canary}`, note: canary, goal: canary, claimedEmail: email };
  await db.batch([db.update(contacts, named, undefined)]);
  const threads = [await addConversation(desk, agentId, winner), await addConversation(desk, agentId, loser)];
  await writeRows(desk, winner, threads[0]!);
  granted(await mergeContacts(desk.deps, db, { winnerId: winner, loserId: loser, reason: "sign_in", actor: "usr_test" }));
  const texts = Object.fromEntries(
    threads.map((id) => [
      id,
      [0, 1].map((at) => ({ id: chance.id("message"), text: `${canary} ${at} https://sito.example/${canary}` })),
    ]),
  );
  for (const [conversationId, list] of Object.entries(texts)) {
    const facts = {
      channel: "whatsapp",
      direction: "inbound",
      sender: "client",
      kind: "text",
      status: "received",
      level: 1,
    } as const;
    await db.batch(
      list.map(({ id, text }) => db.insert(messages, { ...facts, id, conversationId, text, acceptedAt: now, version: 1 })),
    );
  }
  await db.batch([db.update(conversations, { lastText: canary, lastMessageAt: now, attention: 0 }, undefined)]);
  const files = await storeFiles(desk, winner, threads[0]!, texts[threads[0]!]![0]!.id);
  return { winner, loser, threads, texts, files };
};

const writeRows = async ({ db, chance, agentId, tenantId }: Desk, contactId: string, conversationId: string): Promise<void> => {
  const now = chance.now();
  const importId = chance.id("contactImport");
  const labelId = chance.id("label");
  const counts = { total: 2, done: 2, created: 1, updated: 0, skipped: 1 };
  const list = { id: importId, fileName: "lista.csv", state: "done" as const, startedBy: "usr_test", createdAt: now, ...counts };
  const row = { importId, fields: { name: canary, phone: "+44 7700 900-321", email } };
  const mailJob = prepareJob(db, chance, {
    kind: "send_mail",
    uniqueKey: `mail:${contactId}`,
    payload: { template: "verify_customer", to: email },
  });
  await db.batch([
    db.insert(dossierEntries, {
      id: chance.id("dossierEntry"),
      contactId,
      kind: "note",
      title: canary,
      body: canary,
      happenedAt: 0,
      createdAt: 0,
    }),
    db.insert(consents, {
      id: chance.id("consent"),
      contactId,
      channel: "whatsapp",
      state: "stopped",
      evidence: canary,
      at: now,
    }),
    db.insert(subscriptions, {
      id: chance.id("subscription"),
      contactId,
      email,
      level: 3,
      status: "active",
      createdAt: 0,
      updatedAt: 0,
    }),
    db.insert(customerSessions, { tokenHash: `hash ${canary}`, contactId, createdAt: 0, expiresAt: now + 1 }),
    db.insert(agentReaders, { agentId, contactId, updatedAt: 0 }),
    db.insert(linkCodes, {
      id: chance.id("linkCode"),
      agentId,
      webContactId: contactId,
      codeHash: canary,
      tries: 0,
      expiresAt: now,
    }),
    db.insert(contactImports, list),
    db.insert(contactImportRows, [
      { ...row, line: 2, outcome: "created", contactId },
      { ...row, line: 3, outcome: "skipped", reason: "known", contactId: null },
      { ...row, line: 4, fields: { name: "Bruno", phone: "+44 7700 900999" }, outcome: "skipped", contactId: null },
    ]),
    new MailTokens(d1).issue(
      { tokenHash: `token ${contactId}`, purpose: "verify_customer", userId: null, tenantId, contactId, email },
      now,
    ),
    mailJob.statement,
    db.insert(labels, { id: labelId, name: `Etichetta ${contactId}`, color: "red", createdAt: 0 }),
    db.insert(conversationLabels, { conversationId, labelId }),
    db.insert(linkPreviews, {
      urlHash: await sha256Hex(`https://sito.example/${canary}`),
      url: `https://sito.example/${canary}`,
      title: canary,
      fetchedAt: now,
      expiresAt: now + 1,
    }),
  ]);
};

const storeFiles = async ({ db, chance }: Desk, contactId: string, conversationId: string, messageId: string) => {
  const files = new Files(bucket, chance);
  const bytes = new TextEncoder().encode(canary);
  const facts = { contactId, kind: "image", state: "stored", name: `${canary}.jpg`, createdAt: chance.now() } as const;
  const rows = [0, 1].map((at) => ({ id: chance.id("media"), fileId: chance.id("file"), isSent: at === 0 }));
  for (const { id, fileId, isSent } of rows) {
    const stored = await files.put(db, { fileId, name: `${canary}.jpg`, mediaType: "image/jpeg", bytes });
    const place = isSent
      ? { conversationId, messageId, sourceLine: line, sourceUrl: `https://api.twilio.com/Media/${id}` }
      : { conversationId: null, messageId: null };
    await db.batch([stored.statement, db.insert(media, { ...facts, ...place, id, fileId })]);
    await db.batch([db.update(media, { state: "ready", text: canary, description: canary })]);
  }
  return rows.map(({ fileId }) => fileId);
};

/** Every table, and every column of it, in which one of these words stands; the search index by what it finds. */
export const scan = async (words: string[]): Promise<string[]> => {
  const listed = await d1
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    .all();
  const found: string[] = [];
  for (const { name } of listed.results as { name: string }[]) {
    if (name.endsWith("_words")) {
      for (const word of words) {
        const hit = await d1.prepare(`SELECT 1 FROM ${name} WHERE ${name} MATCH ?`).bind(`"${word}"`).first();
        if (hit) found.push(`${name} finds ${word}`);
      }
      continue;
    }
    const { results } = await d1.prepare(`SELECT ${columnsOf(name)} FROM "${name}"`).all();
    for (const row of results) {
      const text = Object.values(row).map(textOf).join("\n").toLowerCase();
      for (const word of words) if (text.includes(word.toLowerCase())) found.push(`${name}: ${word}`);
    }
  }
  return [...new Set(found)];
};

/** Of the tables an index is made of, those columns that hold words: the numbers in the others are larger than JavaScript's. */
const columnsOf = (table: string): string =>
  table.endsWith("_words_data") ? "block" : table.endsWith("_words_idx") ? "term" : table.includes("_words_") ? "1" : "*";

const textOf = (value: unknown): string =>
  Array.isArray(value) || value instanceof ArrayBuffer
    ? new TextDecoder().decode(new Uint8Array(value as ArrayBuffer))
    : String(value);
