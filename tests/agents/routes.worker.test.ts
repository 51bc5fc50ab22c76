import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { agentEndpoints } from "../../schema/contract/endpoints/agents.ts";
import { agentShareEndpoints } from "../../schema/contract/endpoints/agentShares.ts";
import { agentVersionEndpoints } from "../../schema/contract/endpoints/agentVersions.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { agentRoutes } from "../../workers/agents/routes.ts";
import { knowledgeRoutes } from "../../workers/knowledge/routes.ts";
import { Files } from "../../workers/platform/files.ts";
import { Refusal } from "../../workers/platform/refusal.ts";
import { FILES, openOffice } from "./officeFixtures.ts";

const operations = { ...agentEndpoints, ...agentVersionEndpoints, ...agentShareEndpoints };
type Key = keyof typeof operations;

/** Calls a handler as the door would: input parsed by the contract, the answer held against it. */
const openDoor = async () => {
  const office = await openOffice();
  const { deps, db, chance, tenantId } = office;
  const knowledge = { chance, files: new Files(FILES, chance), hints: { send: async () => {} } };
  const routes = [...agentRoutes(deps), ...knowledgeRoutes(knowledge)];
  const caller = {
    userId: `usr_${"0".repeat(26)}`,
    userName: "Anna",
    email: "a@example.com",
    role: "owner",
    tenantId,
    db,
    sessionHash: "",
  };
  const call = async (
    key: Key,
    input: { params?: unknown; query?: unknown; body?: unknown; bytes?: Uint8Array } = {},
  ): Promise<Record<string, unknown>> => {
    const found = routes.find((route) => route.key === key);
    const endpoint: Endpoint = operations[key];
    const parsed = (schema: z.ZodType | undefined, value: unknown) => schema?.parse(value ?? {});
    const answer = await found?.handle({
      params: parsed(endpoint.params, input.params),
      query: parsed(endpoint.query, input.query),
      body: parsed(endpoint.body, input.body),
      caller,
      request: new Request("https://filo.test/"),
      bytes: input.bytes ?? null,
      waitUntil: () => {},
    } as never);
    if (answer instanceof Refusal) return { refused: answer.key };
    return (endpoint.response ? endpoint.response.parse(answer) : answer) as Record<string, unknown>;
  };
  return { ...office, routes, call };
};

test("every operation of the contract has one handler", async () => {
  const { routes } = await openDoor();
  expect(routes.map((route) => route.key).toSorted()).toEqual(Object.keys(operations).toSorted());
});

describe("at the door", () => {
  test("an agent's life, each answer as the contract says", async () => {
    const { call } = await openDoor();
    const { id } = await call("POST /api/agents", { body: { name: "Vita intera", levels: [3, 1, 1] } });
    const params = { id };
    expect(await call("GET /api/agents/{id}", { params })).toMatchObject({ levels: [1, 3], whatsapp: null });
    expect(await call("PATCH /api/agents/{id}", { params, body: { conciseMode: false } })).toMatchObject({ version: 2 });
    const line = { accountSid: `AC${"c".repeat(32)}`, authToken: "x".repeat(32), number: "+447700900098" };
    expect(await call("PUT /api/agents/{id}/whatsapp", { params, body: line })).toMatchObject({
      whatsapp: { number: line.number },
    });
    expect(await call("GET /api/agents")).toMatchObject({ items: [{ id }], nextCursor: null });
    expect(await call("POST /api/agents/{id}/prompt-preview", { params, body: { level: 3 } })).toHaveProperty("system");
    const messages = [{ sender: "client", text: "ciao" }];
    expect(await call("POST /api/agents/{id}/try", { params, body: { level: 1, messages } })).toMatchObject({
      response: "Certo!",
    });
    expect(await call("DELETE /api/agents/{id}/whatsapp", { params })).toBeUndefined();
    expect(await call("DELETE /api/agents/{id}", { params })).toBeUndefined();
    expect(await call("GET /api/agents/{id}", { params })).toEqual({ refused: "not_found" });
  });

  test("drafts, versions and links, each answer as the contract says", async () => {
    const { call } = await openDoor();
    const { id, slug } = await call("POST /api/agents", { body: { name: "Con versioni" } });
    const params = { id };
    const seen = null;
    const { draft } = (await call("PUT /api/agents/{id}/draft", {
      params,
      body: { fields: { instructions: "Nuove " }, base: 1, seen },
    })) as { draft: { at: string } };
    expect(await call("GET /api/agents/{id}", { params })).toMatchObject({ instructions: "", draft: { base: 1 } });
    expect(await call("POST /api/agents/{id}/warnings", { params, body: {} })).toHaveProperty("items");
    expect(await call("POST /api/agents/{id}/publish", { params, body: { version: 1, seen: draft.at } })).toMatchObject({
      slug,
      version: 2,
      instructions: "Nuove",
      draft: null,
    });
    expect(await call("DELETE /api/agents/{id}/draft", { params, query: { seen: draft.at } })).toBeUndefined();
    expect(await call("GET /api/agents/{id}/versions", { params })).toMatchObject({
      items: [
        { version: 2, changed: ["instructions"] },
        { version: 1, changed: null },
      ],
      nextCursor: null,
    });
    const first = { ...params, version: "1" };
    expect(await call("GET /api/agents/{id}/versions/{version}", { params: first })).toMatchObject({
      fields: { instructions: "" },
    });
    expect(await call("POST /api/agents/{id}/versions/{version}/restore", { params: first, body: { version: 2 } })).toMatchObject(
      { version: 3, instructions: "" },
    );
    const share = await call("POST /api/agents/{id}/shares", { params, body: { name: "Volantino" } });
    const named = { ...params, shareId: share["id"] };
    expect(await call("PATCH /api/agents/{id}/shares/{shareId}", { params: named, body: { isActive: false } })).toMatchObject({
      isActive: false,
      readers: 0,
    });
    expect(await call("GET /api/agents/{id}/shares", { params })).toMatchObject({ items: [{ name: "Volantino" }] });
    expect(await call("DELETE /api/agents/{id}/shares/{shareId}", { params: named })).toBeUndefined();
    expect(await call("DELETE /api/agents/{id}/shares/{shareId}", { params: named })).toEqual({ refused: "not_found" });
  });

  test("knowledge, each answer as the contract says", async () => {
    const { call } = await openDoor();
    const { id: agentId } = await call("POST /api/agents", { body: { name: "Con documenti" } });
    const { id } = await call("POST /api/knowledge", { body: { agentId, title: "Orari", text: "Dalle 7 alle 22" } });
    expect(await call("GET /api/knowledge", { query: { agentId } })).toMatchObject({
      items: [{ id, minLevel: 1, state: "ready" }],
    });
    const query = { agentId, title: "Vuoto" };
    expect(await call("POST /api/knowledge/pdf", { query, bytes: new Uint8Array() })).toEqual({ refused: "malformed_body" });
    const bytes = new TextEncoder().encode("%PDF-1.7");
    expect(await call("POST /api/knowledge/pdf", { query, bytes })).toMatchObject({ kind: "pdf", state: "pending" });
    expect(await call("DELETE /api/knowledge/{id}", { params: { id } })).toBeUndefined();
    expect(await call("DELETE /api/knowledge/{id}", { params: { id } })).toEqual({ refused: "not_found" });
  });
});
