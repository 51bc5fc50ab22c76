import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import type { Conversation, InboxCounts, Message } from "../../schema/contract/conversations.ts";
import type { CannedReply, Label } from "../../schema/contract/inboxTools.ts";
import type { JobKind } from "../../schema/contract/jobs.ts";
import type { ConversationRpc } from "../../workers/conversation/rpc.ts";
import { runFreeAssigned } from "../../workers/inbox/freeAssigned.ts";
import { runTakeOffLabel } from "../../workers/inbox/takeOffLabel.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import type { LeasedJob } from "../../workers/platform/jobs.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import { problemKey } from "../api/client.ts";
import {
  browser,
  business,
  DB,
  freshMessageId,
  member,
  onlyConversation,
  say,
  threadInConsole,
  threadOnPage,
} from "../page/filo.ts";

const { CONVERSATION } = env as unknown as { CONVERSATION: DurableObjectNamespace };

const scene = async () => {
  const place = await business();
  const visitor = browser();
  await say(visitor, place.agent, "Ciao");
  const id = await onlyConversation(place.tenantId);
  const path = `/api/conversations/${id}`;
  const arrange = (json: object) => place.console.json<Conversation>("PATCH", path, { json });
  const refused = async (json: object) => {
    const response = await place.console.send("PATCH", path, { json });
    const problem = await response.json<{ type: string; errors?: { path: string; code: string }[] }>();
    return [problem.type.split("/").at(-1), problem.errors?.map(({ path, code }) => `${path} ${code}`)];
  };
  const list = async (query: string) =>
    (await place.console.json<{ items: Conversation[] }>("GET", `/api/conversations?${query}`)).items.map((one) => one.id);
  const counts = () => place.console.json<InboxCounts>("GET", "/api/conversations/counts");
  return { ...place, visitor, id, path, arrange, refused, list, counts };
};

const colleague = async (tenantId: string, role: "member" | "readonly") => {
  const { userId } = await business();
  return { userId, console: await member(tenantId, userId, role) };
};

const addLabel = (place: Pick<Awaited<ReturnType<typeof business>>, "console">, name: string) =>
  place.console.json<Label>("POST", "/api/labels", { json: { name, color: "cyan" } });

const auditOf = async (tenantId: string): Promise<string[]> => {
  const query = DB.prepare("SELECT action FROM audit_entries WHERE tenant_id = ? ORDER BY id").bind(tenantId);
  return (await query.all<{ action: string }>()).results.map(({ action }) => action);
};

const jobDeps = {
  chance: systemChance,
  hints: { send: async () => {} },
  conversation: (name: string) => CONVERSATION.get(CONVERSATION.idFromName(name)) as unknown as ConversationRpc,
};

/** A tenant's jobs of a kind, as a worker would hold them. */
const jobs = async (tenantId: string, kind: JobKind): Promise<LeasedJob[]> => {
  const query = DB.prepare("SELECT id, payload FROM jobs WHERE tenant_id = ? AND kind = ?").bind(tenantId, kind);
  const { results } = await query.all<{ id: string; payload: string }>();
  return results.map(({ id, payload }) => ({ tenantId, jobId: id, kind, payload: JSON.parse(payload), attempt: 1 }));
};

const inOneYear = (more: number) => new Date(Date.now() + 366 * 24 * 60 * 60_000 + more).toISOString();

describe("a conversation", () => {
  it("is somebody's: in their list, counted, and written down", async () => {
    const { arrange, list, counts, id, userId, tenantId } = await scene();
    expect(await arrange({ assigneeId: userId })).toMatchObject({ assignee: { id: userId, name: "Anna" }, unreadCount: 1 });
    await vi.waitFor(async () => expect(await list("filter=mine")).toEqual([id]));
    expect(await counts()).toMatchObject({ all: 1, mine: 1, leads: 1, clients: 0 });
    expect(await arrange({ assigneeId: null })).toMatchObject({ assignee: null });
    await vi.waitFor(async () => expect(await list("filter=mine")).toEqual([]));
    expect(await counts()).toMatchObject({ mine: 0 });
    expect((await auditOf(tenantId)).filter((action) => action === "conversation.arranged")).toHaveLength(2);
  });

  it("is only given to a colleague who may write", async () => {
    const { refused, arrange, tenantId } = await scene();
    const [writer, reader] = [await colleague(tenantId, "member"), await colleague(tenantId, "readonly")];
    expect(await arrange({ assigneeId: writer.userId })).toMatchObject({ assignee: { id: writer.userId } });
    for (const assigneeId of [reader.userId, (await business()).userId, systemChance.id("user")])
      expect(await refused({ assigneeId })).toEqual(["invalid_input", ["assigneeId not_assignable"]]);
  });

  it("is nobody's once its colleague has left the team, also when the job runs twice", async () => {
    const { arrange, console, path, tenantId, userId } = await scene();
    const gone = await colleague(tenantId, "member");
    await arrange({ assigneeId: gone.userId });
    expect((await console.send("DELETE", "/api/team/members/" + userId)).status).toBe(409);
    expect(await jobs(tenantId, "free_assigned")).toEqual([]);
    expect((await console.send("DELETE", "/api/team/members/" + gone.userId)).status).toBe(204);
    const [job] = await jobs(tenantId, "free_assigned");
    for (let time = 0; time < 2; time++)
      expect(await runFreeAssigned(jobDeps, job!, new TenantDb(DB, tenantId))).toEqual({ kind: "done" });
    expect(await console.json("GET", path)).toMatchObject({ assignee: null });
    const assigned = DB.prepare("SELECT id FROM conversations WHERE tenant_id = ? AND assignee_id IS NOT NULL").bind(tenantId);
    expect((await assigned.all()).results).toEqual([]);
  });

  it("sleeps until a moment that is ahead, at most a year", async () => {
    const { arrange, refused, list, counts, id } = await scene();
    for (const [snoozedUntil, code] of [
      [new Date(Date.now() - 1_000).toISOString(), "too_early"],
      [inOneYear(60_000), "too_late"],
    ] as const)
      expect(await refused({ place: "snoozed", snoozedUntil })).toEqual(["invalid_input", [`snoozedUntil ${code}`]]);
    expect((await refused({ place: "snoozed" }))[0]).toBe("invalid_input");
    const snoozedUntil = inOneYear(-60_000);
    expect(await arrange({ place: "snoozed", snoozedUntil })).toMatchObject({ place: "snoozed", snoozedUntil });
    await vi.waitFor(async () => expect(await list("filter=snoozed")).toEqual([id]));
    expect(await list("filter=all")).toEqual([]);
    expect(await counts()).toMatchObject({ all: 0, snoozed: 1, agents: {} });
  });

  it("is closed, and the customer's next message opens it again", async () => {
    const { arrange, list, counts, id, visitor, agent } = await scene();
    await arrange({ place: "closed" });
    await vi.waitFor(async () => expect(await list("filter=closed")).toEqual([id]));
    expect(await counts()).toMatchObject({ all: 0, snoozed: 0 });
    await say(visitor, agent, "Ancora una cosa");
    await vi.waitFor(async () => expect(await list("filter=all")).toEqual([id]));
    expect(await counts()).toMatchObject({ all: 1, agents: { [agent.id]: 1 } });
  });

  it("carries labels that are there, and is in their lists", async () => {
    const place = await scene();
    const [urgent, vip] = [await addLabel(place, "Urgente"), await addLabel(place, "VIP")];
    expect(await place.arrange({ labelIds: [urgent.id, vip.id, urgent.id] })).toMatchObject({ labelIds: [urgent.id, vip.id] });
    await vi.waitFor(async () => expect(await place.list(`labelId=${vip.id}`)).toEqual([place.id]));
    expect(await place.counts()).toMatchObject({ labels: { [urgent.id]: 1, [vip.id]: 1 } });
    const theirs = await addLabel(await business(), "Altrui");
    expect(await place.refused({ labelIds: [theirs.id] })).toEqual(["invalid_input", ["labelIds not_found"]]);
    await place.arrange({ labelIds: [] });
    await vi.waitFor(async () => expect(await place.list(`labelId=${vip.id}`)).toEqual([]));
    expect(await place.counts()).toMatchObject({ labels: {} });
  });
});

describe("labels", () => {
  it("have a name of their own, which is free again once the label is gone", async () => {
    const { console, tenantId } = await business();
    const vip = await addLabel({ console }, "VIP");
    expect(await problemKey(await console.send("POST", "/api/labels", { json: { name: "VIP", color: "red" } }))).toBe(
      "name_taken",
    );
    const other = await addLabel({ console }, "Altro");
    const rename = (id: string, name: string) => console.send("PATCH", `/api/labels/${id}`, { json: { name } });
    expect(await problemKey(await rename(other.id, " vip "))).toBe("name_taken");
    await rename(vip.id, "Vip");
    await rename(vip.id, "VIP");
    expect((await console.send("DELETE", `/api/labels/${vip.id}`)).status).toBe(204);
    expect((await rename(other.id, "VIP")).status).toBe(200);
    expect(await problemKey(await rename(vip.id, "Di nuovo"))).toBe("not_found");
    expect(await problemKey(await console.send("DELETE", `/api/labels/${vip.id}`))).toBe("not_found");
    const { items } = await console.json<{ items: Label[] }>("GET", "/api/labels");
    expect(items).toEqual([{ ...other, name: "VIP" }]);
    const renames = ["label.changed", "label.changed"];
    const actions = ["label.created", "label.created", ...renames, "label.deleted", "label.changed"];
    expect((await auditOf(tenantId)).filter((action) => action.startsWith("label."))).toEqual(actions);
  });

  it("that are deleted vanish from every list at once, and from the threads by a job, also when it is done twice", async () => {
    const place = await scene();
    const { tenantId, id, list, counts, arrange, console } = place;
    const [gone, kept] = [await addLabel(place, "Da togliere"), await addLabel(place, "Resta")];
    await arrange({ labelIds: [gone.id, kept.id] });
    await vi.waitFor(async () => expect(await list(`labelId=${gone.id}`)).toEqual([id]));
    expect((await console.send("DELETE", `/api/labels/${gone.id}`)).status).toBe(204);
    const listed = async () => (await console.json<{ items: Conversation[] }>("GET", "/api/conversations")).items[0]?.labelIds;
    expect(await listed()).toEqual([kept.id]);
    const [job] = await jobs(tenantId, "take_off_label");
    for (let time = 0; time < 2; time++)
      expect(await runTakeOffLabel(jobDeps, job!, new TenantDb(DB, tenantId))).toEqual({ kind: "done" });
    expect(await console.json("GET", place.path)).toMatchObject({ labelIds: [kept.id] });
    await vi.waitFor(async () => expect(await listed()).toEqual([kept.id]));
    expect(await counts()).toMatchObject({ labels: { [kept.id]: 1 } });
    const left = await DB.prepare("SELECT label_id FROM conversation_labels WHERE tenant_id = ?").bind(tenantId).all();
    expect(left.results).toEqual([{ label_id: kept.id }]);
  });
});

describe("answers kept ready", () => {
  it("go by their shortcuts, each once, whatever case it is written in", async () => {
    const { console } = await business();
    const add = (shortcut: string) =>
      console.send("POST", "/api/canned-replies", { json: { shortcut, text: "Grazie {{name}}!" } });
    const first = await (await add("Grazie")).json<CannedReply>();
    expect(first).toMatchObject({ shortcut: "grazie", text: "Grazie {{name}}!" });
    expect(await problemKey(await add("grazie"))).toBe("name_taken");
    expect(await problemKey(await add("due parole"))).toBe("invalid_input");
    expect((await add("àncora")).status).toBe(201);
    const path = `/api/canned-replies/${first.id}`;
    expect(await problemKey(await console.send("PATCH", path, { json: { shortcut: "àncora" } }))).toBe("name_taken");
    expect(await console.json("PATCH", path, { json: { text: "Prego" } })).toMatchObject({ shortcut: "grazie", text: "Prego" });
    expect((await console.send("DELETE", path)).status).toBe(204);
    expect(await problemKey(await console.send("DELETE", path))).toBe("not_found");
    const { items } = await console.json<{ items: CannedReply[] }>("GET", "/api/canned-replies");
    expect(items.map(({ shortcut }) => shortcut)).toEqual(["àncora"]);
  });
});

describe("notes and topics", () => {
  it("are colleagues' alone: named members only, written once, never on the customer's page", async () => {
    const { console, path, id, tenantId, userId, visitor, agent } = await scene();
    const other = await colleague(tenantId, "readonly");
    const json = { text: "Chiede uno sconto", mentions: [other.userId, userId], clientMessageId: freshMessageId() };
    const note = await console.json<Message>("POST", `${path}/notes`, { json });
    expect(note).toMatchObject({ kind: "note", sender: "consultant", authorName: "Anna", mentions: [other.userId] });
    expect(await console.json("POST", `${path}/notes`, { json })).toMatchObject({ id: note.id });
    expect((await threadInConsole(console, id)).filter(({ kind }) => kind === "note")).toHaveLength(1);
    expect(JSON.stringify(await threadOnPage(visitor, agent))).not.toContain("sconto");
    const stranger = { ...json, mentions: [(await business()).userId], clientMessageId: freshMessageId() };
    expect(await problemKey(await console.send("POST", `${path}/notes`, { json: stranger }))).toBe("invalid_input");
    await vi.waitFor(async () => {
      const found = await console.json<{ items: { messageId: string }[] }>("GET", "/api/search?q=sconto");
      expect(found.items.map(({ messageId }) => messageId)).toEqual([note.id]);
    });
  });

  it("a new topic is marked in the thread", async () => {
    const { console, path, id, tenantId } = await scene();
    const topic = await console.json<Message>("POST", `${path}/new-topic`);
    expect(topic).toMatchObject({ conversationId: id, kind: "topic" });
    expect(await auditOf(tenantId)).toContain("conversation.topic_started");
  });
});
