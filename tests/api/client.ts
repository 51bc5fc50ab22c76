import type { Hono } from "hono";
import { expect } from "vitest";
import type { Problem } from "../../schema/contract/problems.ts";

export interface SendOptions {
  json?: unknown;
  form?: Record<string, string>;
  body?: BodyInit;
  headers?: Record<string, string>;
}

/** A browser, as far as an API can tell: it keeps cookies and says which page it is on. */
export class Client {
  readonly cookies = new Map<string, string>();
  readonly #app: Hono;
  readonly #origin: string;
  readonly #pending: Promise<unknown>[] = [];

  constructor(app: Hono, origin = "https://filo.test") {
    this.#app = app;
    this.#origin = origin;
  }

  async send(method: string, path: string, options: SendOptions = {}): Promise<Response> {
    const headers = new Headers({ origin: this.#origin, ...options.headers });
    if (this.cookies.size > 0) headers.set("cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const body =
      options.json === undefined
        ? options.form
          ? new URLSearchParams(options.form)
          : options.body
        : JSON.stringify(options.json);
    if (options.json !== undefined) headers.set("content-type", "application/json");
    const request = new Request(`${this.#origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const response = await this.#app.fetch(request, {}, {
      waitUntil: (work: Promise<unknown>) => this.#pending.push(work),
      passThroughOnException: () => undefined,
      props: {},
    } as never);
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie);
    return response;
  }

  /** The body of a request that must succeed. */
  async json<T = Record<string, unknown>>(method: string, path: string, options: SendOptions = {}): Promise<T> {
    const response = await this.send(method, path, options);
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Waits for what handlers go on with after their answer. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending.splice(0));
  }

  #keep(setCookie: string): void {
    const [pair = "", ...attributes] = setCookie.split("; ");
    const at = pair.indexOf("=");
    if (attributes.includes("Max-Age=0")) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

/** The key of a refusal, having checked that it is a problem as RFC 9457 writes it. */
export const problemKey = async (response: Response): Promise<string> => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(problem.title).not.toBe("");
  return problem.type.split("/").at(-1) ?? "";
};
