import { createHash } from "node:crypto";
import type { GeminiBody } from "../contract.ts";

/** A request as the world remembers it: inline media by type, size and hash, without their bytes. */
export function redacted(body: GeminiBody): GeminiBody {
  return JSON.parse(JSON.stringify(body), (key: string, value: unknown) =>
    key === "inlineData" || key === "inline_data" ? summary(value) : value,
  ) as GeminiBody;
}

function summary(value: unknown): unknown {
  const { data, ...rest } = (value ?? {}) as { data?: unknown };
  if (typeof data !== "string") return value;
  const bytes = Buffer.from(data, "base64");
  return { ...rest, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
