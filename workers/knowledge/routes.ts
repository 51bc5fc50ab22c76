import { isRefusal, refuse } from "../platform/refusal.ts";
import { route, type Route } from "../platform/route.ts";
import { addPdf } from "./addPdf.ts";
import { addText } from "./addText.ts";
import type { KnowledgeDeps } from "./deps.ts";
import { itemOnWire } from "./itemOnWire.ts";
import { listItems } from "./listItems.ts";
import { removeItem } from "./removeItem.ts";

export const knowledgeRoutes = (deps: KnowledgeDeps): Route[] => [
  route("GET /api/knowledge", async ({ caller, query }) => {
    const { items, nextCursor } = await listItems(caller.db, query);
    return { items: items.map(itemOnWire), nextCursor };
  }),
  route("POST /api/knowledge", async ({ caller, body }) => {
    const item = await addText(deps, caller.db, body, caller.userId);
    return isRefusal(item) ? item : itemOnWire(item);
  }),
  route("POST /api/knowledge/pdf", async ({ caller, query, bytes }) => {
    if (!bytes || bytes.length === 0) return refuse("malformed_body");
    const item = await addPdf(deps, caller.db, query, bytes, caller.userId);
    return isRefusal(item) ? item : itemOnWire(item);
  }),
  route("DELETE /api/knowledge/{id}", async ({ caller, params }) => removeItem(deps, caller.db, params.id, caller.userId)),
];
