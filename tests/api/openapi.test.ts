import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { endpoints } from "../../schema/contract/endpoints.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { openApiDocument, openApiText } from "../../workers/api/openapi.ts";

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: object }> };
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
}

const document = openApiDocument();
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    key: `${method.toUpperCase()} ${path}`,
    ...(operation as unknown as Operation),
  })),
);
const operation = (key: string) => operations.find((one) => one.key === key);

/** A refusal's text, found where its reference leads. */
const refusal = (response: unknown): string => {
  const name = String((response as { $ref?: string } | undefined)?.$ref).replace("#/components/responses/", "");
  return JSON.stringify((document.components["responses"] as Record<string, unknown>)[name]);
};

describe("the OpenAPI document", () => {
  it("is the one in docs (node tests/local/openapi.ts writes it)", async () => {
    expect(await readFile(new URL("../../docs/openapi.json", import.meta.url), "utf8")).toBe(openApiText());
  });

  it("has every endpoint of the contract, each with a name of its own", () => {
    expect(operations.map((one) => one.key).toSorted()).toEqual(Object.keys(endpoints).toSorted());
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
  });

  it("declares every parameter that a path names, as required", () => {
    for (const { key, parameters = [] } of operations) {
      const named = [...key.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();
      const declared = parameters.filter((parameter) => parameter.in === "path");
      expect([key, declared.map((parameter) => parameter.name).toSorted()]).toEqual([key, named]);
      expect(declared.every((parameter) => parameter.required)).toBe(true);
    }
  });

  it("describes every success with the endpoint's status, and with a body exactly where there is one", () => {
    for (const { key, responses } of operations) {
      const endpoint = (endpoints as Record<string, Endpoint>)[key];
      const success = responses[String(endpoint?.status)];
      expect([key, success !== undefined]).toEqual([key, true]);
      expect([key, success?.content?.["application/json"] !== undefined]).toEqual([key, endpoint?.response !== undefined]);
    }
  });

  it("leaves no field without a shape and no trace of how the schemas are written", () => {
    const text = openApiText();
    expect(text).not.toContain('"override"');
    expect(text).not.toContain('"$schema"');
    for (const { key, parameters = [], requestBody } of operations) {
      for (const parameter of parameters) expect([key, parameter.name, parameter.schema]).not.toEqual([key, parameter.name, {}]);
      for (const { schema } of Object.values(requestBody?.content ?? {})) expect([key, schema]).not.toEqual([key, {}]);
    }
  });

  it("says what transforming schemas take on the wire", () => {
    const signIn = operation("POST /api/auth/sign-in")?.requestBody?.content["application/json"]?.schema;
    expect(signIn).toMatchObject({ properties: { email: { type: "string", format: "email" } }, required: ["email", "password"] });
    const limit = operation("GET /api/agents")?.parameters?.find((parameter) => parameter.name === "limit");
    expect(limit).toMatchObject({ required: false, schema: { type: "integer", default: 50 } });
  });

  it("lists refusals by status, the door's own among them", () => {
    const { responses } = operation("POST /api/agents/{id}/try") ?? {};
    expect(Object.keys(responses ?? {}).toSorted()).toEqual([
      "200",
      "400",
      "401",
      "403",
      "404",
      "413",
      "415",
      "429",
      "500",
      "503",
    ]);
    expect(refusal(responses?.["429"])).toContain("/problems/spend_cap_reached");
    expect(refusal(operation("POST /api/whatsapp/webhook")?.responses["403"])).toContain("application/problem+json");
  });

  it("is JSON through and through", () => {
    expect(JSON.parse(openApiText())).toEqual(JSON.parse(JSON.stringify(document)));
  });
});
