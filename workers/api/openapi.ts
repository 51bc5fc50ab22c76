import type { z } from "zod";
import { endpoints } from "../../schema/contract/endpoints.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { problems, problemSchema, problemTypePrefix, type ProblemKey } from "../../schema/contract/problems.ts";
import { jsonSchemaOf, type JsonSchema, type NamedSchemas } from "./jsonSchema.ts";

export interface OpenApiDocument {
  openapi: "3.1.0";
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, JsonSchema>>;
  components: JsonSchema;
  [key: string]: unknown;
}

let written: OpenApiDocument | undefined;

/** The OpenAPI 3.1 document of every operation, made of the schemas that validate them. Made once. */
export const openApiDocument = (): OpenApiDocument => (written ??= writeDocument(endpoints));

/** The document as `docs/openapi.json` holds it. */
export const openApiText = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`;

const writeDocument = (operations: Record<string, Endpoint>): OpenApiDocument => {
  const paths: OpenApiDocument["paths"] = {};
  const parts: Components = { schemas: {}, responses: {} };
  jsonSchemaOf(problemSchema, "output", parts.schemas);
  for (const [key, endpoint] of Object.entries(operations)) {
    const [method = "", path = ""] = key.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(method, path, endpoint, parts) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Filo", version: "1", description: "One thread with each customer, on WhatsApp and on the web." },
    paths,
    components: {
      ...parts,
      securitySchemes: {
        console: { type: "apiKey", in: "cookie", name: "__Host-filo", description: "A console user's session" },
        customer: { type: "apiKey", in: "cookie", name: "__Host-filo-customer", description: "A signed-in customer of a tenant" },
        visitor: { type: "apiKey", in: "cookie", name: "__Host-filo-visitor", description: "A browser that has written before" },
        provider: { type: "apiKey", in: "header", name: "X-Twilio-Signature", description: "The provider's signature" },
      },
    },
  };
};

/** What operations share; filled while they are written. */
interface Components {
  schemas: NamedSchemas;
  responses: Record<string, JsonSchema>;
}

const operationOf = (method: string, path: string, endpoint: Endpoint, parts: Components): JsonSchema => ({
  operationId: operationIdOf(method, path),
  summary: endpoint.summary,
  tags: [path.split("/")[2] ?? ""],
  security: securityOf(endpoint),
  ...(endpoint.params || endpoint.query
    ? { parameters: [...parametersOf(endpoint.params, "path", parts), ...parametersOf(endpoint.query, "query", parts)] }
    : {}),
  ...requestBodyOf(endpoint, parts),
  responses: { [endpoint.status]: successOf(endpoint, parts), ...problemResponsesOf(method, endpoint, parts) },
});

/** `GET /api/agents/{id}` becomes `getAgentsById`. */
const operationIdOf = (method: string, path: string): string =>
  method.toLowerCase() +
  path
    .replace(/^\/api/, "")
    .split(/[/.-]/)
    .map((part) => (part.startsWith("{") ? `By${capital(part.slice(1, -1))}` : capital(part)))
    .join("");

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const securityOf = (endpoint: Endpoint): JsonSchema[] => {
  switch (endpoint.realm) {
    case "public":
      return [];
    case "customer":
      return [{}, { visitor: [] }, { customer: [] }];
    case "console":
    case "platform":
      return [{ console: [] }];
    case "provider":
      return [{ provider: [] }];
  }
};

const parametersOf = (schema: z.ZodType | undefined, place: "path" | "query", { schemas }: Components): JsonSchema[] => {
  if (!schema) return [];
  const { properties, required } = jsonSchemaOf(schema, "input", schemas) as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === "path" || (required ?? []).includes(name),
    schema: shape,
  }));
};

const requestBodyOf = (endpoint: Endpoint, { schemas }: Components): JsonSchema => {
  if (endpoint.bodyType === "bytes")
    return {
      requestBody: { required: true, content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } },
    };
  if (!endpoint.body) return {};
  const mediaType = endpoint.bodyType === "form" ? "application/x-www-form-urlencoded" : "application/json";
  return { requestBody: { required: true, content: { [mediaType]: { schema: jsonSchemaOf(endpoint.body, "input", schemas) } } } };
};

const successOf = (endpoint: Endpoint, { schemas }: Components): JsonSchema => {
  const description = endpoint.responseType === "websocket" ? "Answers 101 to an upgrade" : "Success";
  if (endpoint.response)
    return { description, content: { "application/json": { schema: jsonSchemaOf(endpoint.response, "output", schemas) } } };
  if (endpoint.responseType?.includes("/")) return { description, content: { [endpoint.responseType]: {} } };
  return { description };
};

/** Refusals by status: the endpoint's own, and those the door gives to every endpoint of its kind. */
const problemResponsesOf = (method: string, endpoint: Endpoint, { responses }: Components): Record<string, JsonSchema> => {
  const keys = new Set<ProblemKey>([...(endpoint.problems ?? []), ...doorProblemsOf(method, endpoint)]);
  const byStatus = Map.groupBy([...keys].toSorted(), (key) => problems[key].status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => {
      const name = group.join(".");
      responses[name] ??= problemResponse(group);
      return [status, { $ref: `#/components/responses/${name}` }];
    }),
  );
};

const problemResponse = (keys: ProblemKey[]): JsonSchema => ({
  description: keys.map((key) => `\`${problemTypePrefix}${key}\`: ${problems[key].title}`).join("; "),
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const doorProblemsOf = (method: string, endpoint: Endpoint): ProblemKey[] => {
  const signedIn = endpoint.realm === "console" || endpoint.realm === "platform";
  const takesBody = endpoint.body !== undefined || endpoint.bodyType !== undefined;
  return [
    ...(signedIn ? (["not_signed_in"] as const) : []),
    ...(endpoint.needs || endpoint.realm === "platform" ? (["not_allowed"] as const) : []),
    ...(endpoint.realm !== "provider" && (method !== "GET" || endpoint.responseType === "websocket")
      ? (["foreign_origin"] as const)
      : []),
    ...(endpoint.params ? (["not_found"] as const) : []),
    ...(endpoint.query || endpoint.body ? (["invalid_input"] as const) : []),
    ...(takesBody && endpoint.bodyType !== "bytes" ? (["malformed_body"] as const) : []),
    ...(takesBody ? (["too_large"] as const) : []),
    ...(takesBody && (endpoint.bodyType ?? "json") === "json" ? (["unsupported_media"] as const) : []),
    "internal",
    "unavailable",
  ];
};
