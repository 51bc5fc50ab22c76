import * as z from "zod";

export type JsonSchema = Record<string, unknown>;

/** Schemas that the document names once and refers to everywhere: those of the contract that carry a `meta({ id })`. */
export type NamedSchemas = Record<string, JsonSchema>;

/**
 * A contract schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. `input` is what a client may send, `output` what it gets.
 * Schemas that transform say themselves what they look like on the wire, in `meta({ override })`.
 *
 * @param named collects what the schema refers to
 */
export const jsonSchemaOf = (schema: z.ZodType, io: "input" | "output", named: NamedSchemas): JsonSchema => {
  const written = z.toJSONSchema(schema, { io, unrepresentable: "any", override: applyOverride }) as JsonSchema;
  const { $schema: _dialect, $defs = {}, id, ...rest } = inComponents(written) as JsonSchema;
  for (const [name, definition] of Object.entries($defs as NamedSchemas)) named[name] = withoutId(definition);
  if (typeof id !== "string") return rest;
  named[id] = rest;
  return { $ref: `#/components/schemas/${id}` };
};

const withoutId = ({ id: _id, ...definition }: JsonSchema): JsonSchema => definition;

/** References as the document's own: a schema's definitions live among its components. */
const inComponents = (schema: JsonSchema): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'));

const applyOverride = ({ jsonSchema }: { jsonSchema: object }): void => {
  const written = jsonSchema as JsonSchema;
  const { override } = written;
  if (typeof override !== "object" || override === null) return;
  for (const key of Object.keys(written)) delete written[key];
  Object.assign(written, override);
};
