import { sample } from "../world/samples/catalogue.ts";
import type { Ids } from "./belongings.ts";
import type { Outsider } from "./outsider.ts";

/** An operation as the OpenAPI document has it: what a crawler from outside knows. */
export interface Operation {
  key: string;
  method: string;
  path: string;
  security: Record<string, unknown>[];
  parameters: { name: string; in: "path" | "query"; required?: boolean }[];
  content: Record<string, unknown>;
}

interface Document {
  paths: Record<
    string,
    Record<string, Omit<Partial<Operation>, "content"> & { requestBody?: { content: Operation["content"] } }>
  >;
}

/** Every operation of the document. */
export async function readOperations(anyone: Outsider): Promise<Operation[]> {
  const { paths } = await anyone.ask<Document>("GET", "/api/openapi.json");
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      security: operation.security ?? [],
      parameters: operation.parameters ?? [],
      content: operation.requestBody?.content ?? {},
    })),
  );
}

export const needs = (scheme: string) => (operation: Operation) => operation.security.some((one) => scheme in one);
/** The document gives the platform's operations the console's cookie; their address says whose they are. */
export const isPlatforms = ({ path }: Operation): boolean => path.startsWith("/api/platform/");
export const isSocket = ({ path }: Operation): boolean => path.endsWith("/socket");
export const takesBody = ({ content }: Operation): boolean => Object.keys(content).length > 0;
export const takesBytes = ({ content }: Operation): boolean => "application/octet-stream" in content;
export const isNamed = ({ path }: Operation): boolean => path.includes("{");
const pathNames = ({ path }: Operation): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
/** A version is a number that every agent has, a part one that every file has: they name nothing of anybody's. */
const numbers = new Set(["version", "part"]);
export const namesTwo = (operation: Operation): boolean => pathNames(operation).filter((name) => !numbers.has(name)).length > 1;

/** What `{id}` names under this path. */
export const placeOf = (operation: Operation): string =>
  operation.path
    .split("/")
    .slice(2, /^\/api\/(?:platform|team|auth)\//.test(operation.path) ? 4 : 3)
    .join("/");

/** The operation's path with ids in it. @throws for a parameter that there is no id for */
export const pathOf = (operation: Operation, ids: Ids): string =>
  operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name === "id" ? placeOf(operation) : name];
    if (id === undefined) throw new Error(`nothing to put for {${name}} in ${operation.path}`);
    return id;
  });

/** Queries for operations that can't do without. */
const goodQueries: Record<string, string> = {
  "POST /api/knowledge/pdf": "title=T&scope=store",
  "POST /api/conversations/{id}/media": "name=foto.jpg",
  "POST /api/public/ai/{slug}/media": "name=foto.jpg",
  "GET /api/search": "q=segreto",
  "GET /api/figures": "from=2026-11-01&to=2026-11-30",
  "GET /api/figures/funnel": "from=2026-11-01&to=2026-11-30",
  "GET /api/figures/behind": "from=2026-11-01&to=2026-11-30&behind=contacts",
  "GET /api/figures/key": "from=2026-11-01&to=2026-11-30",
  "GET /api/figures/csv": "from=2026-11-01&to=2026-11-30",
  "DELETE /api/agents/{id}/draft": "seen=2026-11-01T10:00:00Z",
  "GET /api/contacts/{id}/merge-preview": "with=ctc_00000000000000000000000000",
};

export const queryOf = ({ key }: Operation): string => goodQueries[key] ?? "";

/** Path and query. */
export const addressOf = (operation: Operation, ids: Ids): string => {
  const query = queryOf(operation);
  return pathOf(operation, ids) + (query === "" ? "" : `?${query}`);
};

/** A browser's, with the keys of the example in RFC 8291, section 5. */
const pushEndpoint = "https://updates.push.services.mozilla.com/wpush/v2/isolation";
const pushKeys = {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
};

/** Bodies that their schemas accept, for operations that would otherwise refuse before they look whose it is. */
export const goodBodies = (ids: Ids): Record<string, unknown> => ({
  "POST /api/agents": { name: "Nuovo" },
  "PATCH /api/agents/{id}": { name: "Preso" },
  "PUT /api/agents/{id}/whatsapp": { accountSid: `AC${"9".repeat(32)}`, authToken: "x".repeat(32), number: "+14155550190" },
  "POST /api/agents/{id}/whatsapp/move": { fromAgentId: ids["agents"] },
  "POST /api/agents/{id}/prompt-preview": { level: 1 },
  "POST /api/agents/{id}/try": { level: 1, messages: [{ sender: "client", text: "Ciao" }] },
  "PUT /api/agents/{id}/draft": { fields: { name: "Preso" }, base: 1, seen: null },
  "POST /api/agents/{id}/publish": { version: 1, seen: "2026-11-01T10:00:00Z" },
  "POST /api/agents/{id}/versions/{version}/restore": { version: 1 },
  "POST /api/agents/{id}/warnings": { draft: { name: "Preso" } },
  "POST /api/agents/{id}/shares": { name: "Nuovo" },
  "PATCH /api/agents/{id}/shares/{shareId}": { name: "Preso" },
  "POST /api/knowledge": { title: "T", text: "t", scope: "store" },
  "POST /api/contacts": { displayName: "Nuovo" },
  "PATCH /api/contacts/{id}": { displayName: "Preso" },
  "PUT /api/contacts/{id}/block": { blocked: true },
  "PUT /api/contacts/{id}/subscription": { level: 3, status: "active" },
  "POST /api/contacts/{id}/merge": { contactId: ids["contacts"] },
  "POST /api/contacts/{id}/consents": { channel: "whatsapp", state: "started", evidence: "Un modulo firmato" },
  "POST /api/contacts/{id}/dossier": { kind: "note", title: "T", body: "b", happenedAt: "2026-11-01T10:00:00Z" },
  "PATCH /api/contacts/{id}/dossier/{entryId}": { title: "Preso" },
  "POST /api/contact-imports/preview": { text: "Nome\nNuovo" },
  "POST /api/contact-imports": { text: "Nome\nNuovo", mapping: ["name"], fileName: "lista.csv" },
  "POST /api/conversations/{id}/send": {
    messageText: "Preso",
    mediaIds: [ids["mediaId"]],
    clientMessageId: "isolation-send",
  },
  "POST /api/conversations/{id}/send-template": {
    templateId: ids["templateId"],
    variables: { 1: "Preso" },
    clientMessageId: "isolation-template",
  },
  "PATCH /api/conversations/{id}/ai-toggle": { aiEnabled: false },
  "POST /api/conversations": { agentId: ids["agents"], contactId: ids["contacts"] },
  "PATCH /api/conversations/{id}": { place: "closed", labelIds: [ids["labels"]] },
  "POST /api/conversations/{id}/notes": { text: "Preso", mentions: [ids["userId"]], clientMessageId: "isolation-note" },
  "POST /api/labels": { name: "Nuova", color: "teal" },
  "PATCH /api/labels/{id}": { name: "Presa" },
  "POST /api/canned-replies": { shortcut: "nuova", text: "Nuova" },
  "PATCH /api/canned-replies/{id}": { text: "Presa" },
  "POST /api/push-subscriptions": { endpoint: pushEndpoint, keys: pushKeys },
  "DELETE /api/push-subscriptions": { endpoint: pushEndpoint },
  "PATCH /api/settings": {},
  "PATCH /api/auth/session": { name: "Un'altra persona" },
  "PUT /api/auth/password": { currentPassword: "non è questa", newPassword: "nemmeno questa" },
  "POST /api/auth/sign-out-everywhere": { keepThis: true },
  "POST /api/auth/tenant": { tenantId: ids["tenantId"] },
  "POST /api/team/invitations": { email: "qualcuno@filo.example", role: "member" },
  "PATCH /api/team/members/{id}": { role: "readonly" },
  "PATCH /api/setup": { isHidden: true },
  "POST /api/agents/{id}/whatsapp/check": {},
  "PUT /api/agents/{id}/whatsapp/join-words": { joinWords: "join presa-presa" },
  "POST /api/auth/verify-email": { token: "t".repeat(43) },
  "PUT /api/settings/model-key": { apiKey: "a-key-of-somebody" },
  "POST /api/backup": { passphrase: "a passphrase of somebody's" },
  "POST /api/platform/restores/{id}/advance": { passphrase: "a passphrase of somebody's", totalBytes: 1, takeNumbers: false },
  "POST /api/platform/keys": { label: "Presa", apiKey: "a-key-of-somebody-else" },
  "PATCH /api/platform/keys/{id}": { label: "Presa", isActive: true },
  "POST /api/public/ai/{slug}/chat": { message: "Preso", mediaIds: [ids["mediaId"]], clientMessageId: "isolation-chat" },
  "PATCH /api/public/ai/{slug}/preferences": { writingStyle: "formal" },
  "POST /api/public/ai/{slug}/whatsapp-link/confirm": { code: "000000" },
});

/** What the operation takes, with ids in it where it names something. */
export const bodyOf = (operation: Operation, ids: Ids): { body?: BodyInit; headers?: Record<string, string> } => {
  const [type] = Object.keys(operation.content);
  if (type === undefined) return {};
  const headers = { "content-type": type };
  if (takesBytes(operation))
    return { body: Buffer.from(sample(operation.path.endsWith("/pdf") ? "fattura.pdf" : "pasta.jpg").bytes), headers };
  if (type !== "application/json") return { body: "x", headers };
  return { body: JSON.stringify(goodBodies(ids)[operation.key] ?? {}), headers };
};
