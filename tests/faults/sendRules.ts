import { expect, test, vi } from "vitest";
import type { Consent } from "../../schema/contract/consents.ts";
import type { Message } from "../../schema/contract/conversations.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { Template } from "../../schema/contract/templates.ts";
import { consentText } from "../../workers/contacts/consentTexts.ts";
import type { ConnectedLine, Stage } from "../support/stage.ts";
import { sample } from "../world/samples/catalogue.ts";
import { expectWhole, lastMessage, onThePhone, settled, threadOf } from "./wholeness.ts";

const farewell = consentText("stopped", "it");
const welcome = consentText("started", "it");

/** What customers forbid, and what people send them, on the wire. */
export function sendRules(stage: Stage, line: ConnectedLine): void {
  const says = (person: string, text: string) => stage.world.phone(person).says(text, { to: line.number });
  const phoneShows = (person: string, texts: string[]) =>
    vi.waitFor(async () => expect(await onThePhone(stage, person)).toEqual(texts), { timeout: 60_000, interval: 100 });

  test("STOP is confirmed once and obeyed, by people too, until the customer writes again; START takes it back", async () => {
    const person = stage.newPerson();
    await says(person, "Stop!");
    await phoneShows(person, [farewell]);
    await says(person, "STOP");
    const { conversation } = (await threadOf(stage, person))!;
    const write = (text: string) =>
      stage.owner
        .post<Message>(`/api/conversations/${conversation.id}/send`, { messageText: text, clientMessageId: `a-mano-${text}` })
        .then(({ status }) => status as string)
        .catch((error: unknown) => String(error));
    expect(await write("Ancora-io")).toContain("stopped");
    await says(person, "START");
    await phoneShows(person, [farewell, welcome]);
    expect(await write("Eccomi-qui")).toMatch(/queued|sent/);
    await phoneShows(person, [farewell, welcome, "Eccomi-qui"]);
    const path = `/api/contacts/${conversation.contactId}/consents`;
    await vi.waitFor(
      async () => {
        const { items } = await stage.owner.get<{ items: Consent[] }>(path);
        expect(items.map(({ evidence }) => evidence)).toEqual(["START", "STOP", "Stop!"]);
      },
      { timeout: 30_000 },
    );
  });

  test("STOP that Twilio understands by itself, and takes no confirmation after, calls nobody", async () => {
    const person = stage.newPerson();
    await says(person, "STOP");
    await vi.waitFor(
      async () => expect(await lastMessage(stage, person)).toMatchObject({ status: "canceled", failure: { code: "21610" } }),
      { timeout: 30_000 },
    );
    expect((await threadOf(stage, person))?.conversation).toMatchObject({ needsPerson: null, stoppedAt: expect.any(String) });
  });

  test("STOP while an answer is being written: only the confirmation reaches the phone", async () => {
    const person = stage.newPerson();
    await stage.world.script({ contains: "RIPENSAMENTO", text: "Ecco tutto.", firstTokenMs: 3_000 });
    await says(person, "Dimmi del RIPENSAMENTO");
    await settled(2_000);
    await says(person, "BASTA");
    await phoneShows(person, [farewell]);
    await settled(4_000);
    expect(await onThePhone(stage, person)).toEqual([farewell]);
  });

  test("a file of a person's reaches the phone, with its words beneath", async () => {
    const person = stage.newPerson();
    await says(person, "Mi mandi una foto?");
    await expectWhole(stage, person, { texts: ["Mi mandi una foto?"], onPhone: 1 });
    const { conversation } = (await threadOf(stage, person))!;
    const media = await stage.owner.upload<Media>(
      `/api/conversations/${conversation.id}/media?name=pasta.jpg`,
      sample("pasta.jpg").bytes,
    );
    const order = { messageText: "Eccola", mediaIds: [media.id], clientMessageId: "a-mano-foto" };
    await stage.owner.post(`/api/conversations/${conversation.id}/send`, order);
    await vi.waitFor(async () => expect((await lastMessage(stage, person))?.status).toBe("read"), { timeout: 60_000 });
    const shown = (await stage.world.messages({ person, direction: "outbound-api" })).at(-1);
    expect(shown).toMatchObject({ body: "Eccola", media: [{ contentType: "image/jpeg" }] });
  });

  test("a template reaches the phone filled in", async () => {
    const person = stage.newPerson();
    await says(person, "A presto");
    await expectWhole(stage, person, { texts: ["A presto"], onPhone: 1 });
    const { conversation } = (await threadOf(stage, person))!;
    await stage.world.templates.put({
      accountSid: line.accountSid,
      friendlyName: "promemoria",
      language: "it",
      types: { "twilio/text": { body: "Ciao {{1}}, ti aspettiamo." } },
      variables: { "1": "Anna" },
      approval: { status: "approved", name: "promemoria", category: "UTILITY" },
    });
    const synced = await stage.owner.post<{ items: Template[] }>(`/api/agents/${conversation.agentId}/templates/sync`, {});
    const template = synced.items.find(({ name }) => name === "promemoria")!;
    const order = { templateId: template.id, variables: { "1": "Bruno" }, clientMessageId: "a-mano-modello" };
    const written = await stage.owner.post<Message>(`/api/conversations/${conversation.id}/send-template`, order);
    expect(written).toMatchObject({ text: "Ciao Bruno, ti aspettiamo.", template: { name: "promemoria" } });
    await vi.waitFor(async () => expect((await lastMessage(stage, person))?.status).toBe("read"), { timeout: 60_000 });
    expect((await onThePhone(stage, person)).at(-1)).toBe("Ciao Bruno, ti aspettiamo.");
  });

  test("a message with a file from elsewhere reaches the phone with it", async () => {
    const person = stage.newPerson();
    await says(person, "Mi mandi il listino?");
    await expectWhole(stage, person, { texts: ["Mi mandi il listino?"], onPhone: 1 });
    const { conversation } = (await threadOf(stage, person))!;
    const order = { messageText: "Eccolo", mediaUrl: "https://demo.twilio.com/owl.png", clientMessageId: "a-mano-listino" };
    const written = await stage.owner.post<Message>(`/api/conversations/${conversation.id}/send`, order);
    expect(written.media).toMatchObject([{ kind: "image", name: "owl.png" }]);
    await vi.waitFor(
      () => {
        const asked = stage.world.twilio.requests.find(({ body }) => JSON.stringify(body).includes("owl.png"));
        expect(JSON.stringify(asked?.body)).toContain("Eccolo");
      },
      { timeout: 30_000 },
    );
    expect((await lastMessage(stage, person))?.sender).toBe("consultant");
  });
}
