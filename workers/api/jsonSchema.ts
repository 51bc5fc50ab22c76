import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

/**
 * A contract schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. `input` is what a client may send, `output` what it gets.
 * Schemas that transform say themselves what they look like on the wire, in `meta({ override })`.
 */
export const jsonSchemaOf = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: applyOverride,
  }) as JsonSchema;
  return rest;
};

const applyOverride = ({ jsonSchema }: { jsonSchema: object }): void => {
  const written = jsonSchema as JsonSchema;
  const { override } = written;
  if (typeof override !== "object" || override === null) return;
  for (const key of Object.keys(written)) delete written[key];
  Object.assign(written, override);
};
