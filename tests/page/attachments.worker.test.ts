import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { PageEvent } from "../../schema/contract/live.ts";
import type { Media, PublicMedia } from "../../schema/contract/media.ts";
import type { ConversationRpc } from "../../workers/conversation/rpc.ts";
import { offlineModel } from "../../workers/models/offline.ts";
import type { Client } from "../api/client.ts";
import { problemKey } from "../api/client.ts";
import { browser, business, freshMessageId, listen, onlyConversation, pagePath, threadInConsole, threadOnPage } from "./filo.ts";

/** The smallest picture there is: one grey dot. */
const png = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="),
  (letter) => letter.charCodeAt(0),
);

const upload = (visitor: Client, agent: { slug: string }, name = "foto.png") =>
  visitor.send("POST", `${pagePath(agent, "media")}?name=${name}`, { body: png, headers: { "content-type": "image/png" } });

const uploaded = async (visitor: Client, agent: { slug: string }): Promise<PublicMedia> => {
  const response = await upload(visitor, agent);
  expect(response.status).toBe(201);
  return response.json();
};

const send = (visitor: Client, agent: { slug: string }, mediaIds: string[], message = "", clientMessageId = freshMessageId()) =>
  visitor.send("POST", pagePath(agent, "chat"), { json: { message, mediaIds, clientMessageId } });

const thread = (id: string): ConversationRpc => {
  const { CONVERSATION } = env as unknown as { CONVERSATION: DurableObjectNamespace };
  return CONVERSATION.get(CONVERSATION.idFromName(id)) as unknown as ConversationRpc;
};

/** What the model was asked, each time. */
const asked = (): string[] => {
  const texts: string[] = [];
  vi.spyOn(offlineModel, "generate").mockImplementation(async ({ contents }) => {
    texts.push(contents.at(-1)?.text ?? "");
    return { ok: true, text: "Bella foto.", finish: "stop", tokensIn: 10, tokensOut: 4, model: "m" };
  });
  return texts;
};

afterEach(() => vi.restoreAllMocks());

describe("a message with files", () => {
  it("is answered once its picture is understood, by what it shows; a page sees no description", async () => {
    const { agent, tenantId, console } = await business();
    const visitor = browser();
    const questions = asked();
    const medium = await uploaded(visitor, agent);
    const answer = send(visitor, agent, [medium.id], "guarda qui");
    const id = await onlyConversation(tenantId);
    const [message] = await vi.waitFor(async () => {
      const shown = await threadInConsole(console, id);
      expect(shown).toHaveLength(1);
      return shown;
    });
    const page = await listen<PageEvent>(visitor, pagePath(agent, "socket"));
    const understood: Media = { ...medium, text: null, state: "ready", description: "un gatto sul divano" };
    await thread(id).mediaChanged({ messageId: message?.id ?? "", media: understood });
    expect(await (await answer).json()).toMatchObject({ response: expect.stringContaining("Bella foto.") as string });
    const updates = () => page.heard.filter(({ type }) => type === "MESSAGE_UPDATE");
    await page.until(() => updates().length > 0);
    expect(updates()[0]).toMatchObject({ message: { id: message?.id, media: [{ state: "ready" }] } });
    expect(questions).toEqual([expect.stringMatching(/guarda qui[^]*un gatto sul divano/)]);
    const [onPage] = await threadOnPage(visitor, agent);
    expect(onPage?.media).toMatchObject([{ id: medium.id, kind: "image", state: "ready", text: null }]);
    expect(JSON.stringify(onPage)).not.toContain("gatto");
  });

  it("is stored once, however often the same click arrives", async () => {
    const { agent } = await business();
    const visitor = browser();
    asked();
    const medium = await uploaded(visitor, agent);
    const key = freshMessageId();
    const both = [send(visitor, agent, [medium.id], "", key), send(visitor, agent, [medium.id], "", key)];
    for (const answer of await Promise.all(both)) expect(answer.status).toBeLessThan(300);
    const again = await send(visitor, agent, [medium.id], "", key);
    expect(again.status).toBe(200);
    const shown = await threadOnPage(visitor, agent);
    expect(shown.filter(({ direction }) => direction === "inbound")).toHaveLength(1);
  });

  it("takes no file that is somebody else's", async () => {
    const { agent } = await business();
    const [owner, thief] = [browser(), browser()];
    const medium = await uploaded(owner, agent);
    await uploaded(thief, agent);
    const answer = await send(thief, agent, [medium.id], "mia!");
    expect([answer.status, await problemKey(answer)]).toEqual([400, "invalid_input"]);
    expect(await threadOnPage(thief, agent)).toEqual([]);
  });
});
