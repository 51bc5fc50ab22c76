import { commonSuite, type Sample, type SuiteWorld } from "../api/commonSuite.ts";
import { browser, business, filo, freshMessageId, member, onlyConversation, say, type Business } from "../page/filo.ts";

interface InboxWorld extends SuiteWorld {
  /** The owner's. */
  place: Business;
}

let neighbour: Business | undefined;

const setUp = async (): Promise<InboxWorld> => {
  neighbour ??= await business();
  const place = await business();
  const readonly = await member(place.tenantId, neighbour.userId, "readonly");
  return { app: filo, owner: place.console, readonly, stranger: neighbour.console, place };
};

const threadOf = async ({ place }: InboxWorld): Promise<string> => {
  await say(browser(), place.agent, "Ciao");
  return onlyConversation(place.tenantId);
};
const create = async ({ owner }: InboxWorld, path: string, json: object): Promise<string> =>
  (await owner.json<{ id: string }>("POST", path, { json })).id;
const labelOf = (world: InboxWorld) => create(world, "/api/labels", { name: "Urgente", color: "red" });
const cannedOf = (world: InboxWorld) => create(world, "/api/canned-replies", { shortcut: "grazie", text: "Grazie a te!" });

const withId =
  (idOf: (world: InboxWorld) => Promise<string>, json?: object) =>
  async (world: InboxWorld): Promise<Sample> => ({
    params: { id: await idOf(world) },
    ...(json === undefined ? {} : { json }),
  });

commonSuite("inbox", setUp, {
  "GET /api/conversations": () => ({}),
  "GET /api/conversations/counts": () => ({}),
  "POST /api/conversations": async (world) => {
    const { agentId, contactId } = await world.owner.json("GET", `/api/conversations/${await threadOf(world)}`);
    return { json: { agentId, contactId } };
  },
  "GET /api/conversations/{id}": withId(threadOf),
  "PATCH /api/conversations/{id}": async (world) => ({
    params: { id: await threadOf(world) },
    json: { place: "closed", labelIds: [await labelOf(world)] },
  }),
  "PATCH /api/conversations/{id}/mark-read": withId(threadOf),
  "PATCH /api/conversations/{id}/mark-unread": withId(threadOf),
  "POST /api/conversations/{id}/notes": withId(threadOf, { text: "Da richiamare", clientMessageId: freshMessageId() }),
  "POST /api/conversations/{id}/new-topic": withId(threadOf),
  "GET /api/search": () => ({ query: { q: "ciao" } }),
  "GET /api/labels": () => ({}),
  "POST /api/labels": () => ({ json: { name: "Nuovo", color: "teal" } }),
  "PATCH /api/labels/{id}": withId(labelOf, { name: "Meno urgente" }),
  "GET /api/canned-replies": () => ({}),
  "POST /api/canned-replies": () => ({ json: { shortcut: "orari", text: "Siamo aperti dalle 9." } }),
  "PATCH /api/canned-replies/{id}": withId(cannedOf, { text: "Grazie mille!" }),
});
