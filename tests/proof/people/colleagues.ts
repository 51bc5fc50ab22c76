import type { Contact } from "../../../schema/contract/contacts.ts";
import type { Conversation } from "../../../schema/contract/conversations.ts";
import type { Media } from "../../../schema/contract/media.ts";
import type { List } from "../../e2e/readings.ts";
import { threadOf } from "../../e2e/readings.ts";
import { jpeg } from "../../world/samples/jpeg.ts";
import type { Life, Place } from "./life.ts";

/** The contact's card: dossier, level, a list they stand in, consents, a second card that is joined into theirs. */
const keepTheirCard = async ({ stage: { owner } }: Place, { dice, word, name, phone, email, contactId }: Life): Promise<void> => {
  const card = `/api/contacts/${contactId}`;
  await owner.patch(card, { displayName: `Signora ${name}`, note: `Nota ${word}`, goal: `Meta ${word}` });
  if (dice.chance(0.5)) await owner.patch(card, { email });
  const entry = { kind: "note", title: `Di ${name}`, body: `Preferisce ${word}`, happenedAt: "2026-11-01T10:00:00Z" };
  await owner.post(`${card}/dossier`, entry);
  if (dice.chance(0.7)) await owner.put(`${card}/subscription`, { level: 1 + dice.below(3), status: "active" });
  const spaced = `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`;
  const rows = [`Signora ${name},${phone}`, `Doppione di ${name},${spaced}`];
  const list = { text: ["Nome,Telefono", ...rows].join("\n"), mapping: ["name", "phone"], fileName: "lista.csv" };
  if (dice.chance(0.6)) await owner.post("/api/contact-imports", list);
  if (dice.chance(0.4))
    await owner.post(`${card}/consents`, { channel: "whatsapp", state: "started", evidence: `Modulo firmato da ${name}` });
  if (dice.chance(0.4)) {
    const other = await owner.post<Contact>("/api/contacts", { displayName: `Doppia ${name}`, email: `due.${email}` });
    await owner.post(`/api/contacts/${other.id}/dossier`, { ...entry, title: `Doppia di ${word}` });
    await owner.post(`${card}/merge`, { contactId: other.id });
  }
};

/** The thread: notes, labels, a summary, a file that goes out, one that waits to be sent, where it stands in the inbox. */
const workOnTheirThread = async ({ stage: { owner } }: Place, life: Life): Promise<void> => {
  const { dice, word, conversationId } = life;
  const thread = `/api/conversations/${conversationId}`;
  await owner.post(`${thread}/notes`, { text: `Per noi: ${word}`, clientMessageId: `life-note-${word}` });
  if (dice.chance(0.5)) {
    const { items } = await owner.get<List<{ id: string }>>("/api/labels");
    const label = items[0] ?? (await owner.post<{ id: string }>("/api/labels", { name: "VIP", color: "red" }));
    await owner.patch(thread, { labelIds: [label.id] });
  }
  if (dice.chance(0.5)) await owner.post(`${thread}/summary`, {});
  const upload = (called: string) =>
    owner.upload<Media>(
      `${thread}/media?name=${called}-${word}.jpg`,
      jpeg({ marker: { kind: "other", description: `Scheda di ${word}`, language: "it" } }),
    );
  if (dice.chance(0.6)) {
    const { id } = await upload("scheda");
    await owner.post(`${thread}/send`, { messageText: `Per te, ${word}`, mediaIds: [id], clientMessageId: `life-file-${word}` });
    life.hasFiles = true;
  }
  if (dice.chance(0.4)) await upload("bozza");
  for (const { id, text } of await threadOf(owner, conversationId))
    if (text.includes("/sites/")) await owner.ask("GET", `${thread}/messages/${id}/link-preview`);
  if (dice.chance(0.3)) await owner.post(`${thread}/new-topic`, {});
  const { aiEnabled } = await owner.get<Conversation>(thread);
  if (dice.chance(0.3)) await owner.patch(`${thread}/ai-toggle`, { aiEnabled: !aiEnabled });
  if (dice.chance(0.3))
    await owner.patch(thread, { place: "snoozed", snoozedUntil: new Date(Date.now() + 3_600_000).toISOString() });
  else if (dice.chance(0.2)) await owner.patch(thread, { place: "closed" });
};

/** What colleagues do with a customer; at the end perhaps a STOP of theirs, and perhaps they are blocked. */
export const workOnIt = async (place: Place, life: Life): Promise<void> => {
  await keepTheirCard(place, life);
  await workOnTheirThread(place, life);
  const { owner, world } = place.stage;
  if (life.dice.chance(0.3)) await world.phone(life.phone).says("STOP", { to: place.line.number });
  if (life.dice.chance(0.1)) await owner.put(`/api/contacts/${life.contactId}/block`, { blocked: true });
};
