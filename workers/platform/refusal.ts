import { problems, problemTypePrefix, type FieldProblem, type Problem, type ProblemKey } from "../../schema/contract/problems.ts";

/** An error that can be expected, as a value. Verbs return it; the door turns it into problem+json. */
export class Refusal {
  readonly key: ProblemKey;
  readonly detail: string | undefined;
  readonly errors: FieldProblem[] | undefined;
  readonly headers: Record<string, string>;

  constructor(key: ProblemKey, more: { detail?: string; errors?: FieldProblem[]; headers?: Record<string, string> } = {}) {
    this.key = key;
    this.detail = more.detail;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

export const refuse = (key: ProblemKey, more?: ConstructorParameters<typeof Refusal>[1]): Refusal => new Refusal(key, more);

export const isRefusal = (value: unknown): value is Refusal => value instanceof Refusal;

/** RFC 9457, section 3. */
export const problemOf = (refusal: Refusal): Problem => ({
  type: problemTypePrefix + refusal.key,
  title: problems[refusal.key].title,
  status: problems[refusal.key].status,
  ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
  ...(refusal.errors === undefined ? {} : { errors: refusal.errors }),
});

export const problemResponse = (refusal: Refusal): Response =>
  new Response(JSON.stringify(problemOf(refusal)), {
    status: problems[refusal.key].status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...refusal.headers },
  });
