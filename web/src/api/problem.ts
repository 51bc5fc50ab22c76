import type { FieldProblem, Problem as ProblemBody, ProblemKey } from "../../../schema/contract/problems.ts";

/** Everything a call can fail with: what the API refuses, and `offline` when it could not be reached at all. */
export type FailureKey = ProblemKey | "offline";

/** A failed call, whatever the reason. `key` is the last part of the problem's `type` (RFC 9457), stable and translated. */
export class Problem extends Error {
  readonly key: FailureKey;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[];

  constructor(key: FailureKey, status: number, more: { detail?: string | undefined; errors?: readonly FieldProblem[] } = {}) {
    super(more.detail ?? key);
    this.name = "Problem";
    this.key = key;
    this.status = status;
    this.detail = more.detail;
    this.errors = more.errors ?? [];
  }
}

const keyByStatus: Record<number, ProblemKey> = {
  400: "invalid_input",
  401: "not_signed_in",
  403: "not_allowed",
  404: "not_found",
  409: "conflict",
  413: "too_large",
  415: "unsupported_media",
  429: "too_many_requests",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/**
 * The problem a failed answer tells. An answer that isn't problem+json (a proxy's page, say) is named by its status.
 *
 * @param body the parsed body, whatever it was
 */
export const problemFrom = (status: number, body: unknown): Problem => {
  const said = typeof body === "object" && body !== null ? (body as Partial<ProblemBody>) : {};
  const type = typeof said.type === "string" ? said.type.slice(said.type.lastIndexOf("/") + 1) : "";
  const key = /^[a-z_]+$/.test(type) ? (type as ProblemKey) : (keyByStatus[status] ?? "internal");
  return new Problem(key, status, { detail: said.detail, errors: Array.isArray(said.errors) ? said.errors : [] });
};

export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem ? thrown : new Problem("internal", 0, { detail: String(thrown) });
