import type { ConsoleEvent, PageEvent } from "../../schema/contract/live.ts";

export interface Answer<T = never> {
  status: number;
  headers: Headers;
  text: string;
  body: T;
}

/** A program outside that only knows addresses: plain fetch, a cookie jar, no `Origin` header. */
export class Outsider {
  readonly url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** With the cookies of a `Cookie` header. */
  withCookie(header: string): this {
    for (const pair of header.split("; ")) this.#keep(pair);
    return this;
  }

  async fetch(method: string, path: string, init: { body?: BodyInit; headers?: Record<string, string> } = {}): Promise<Response> {
    const headers = { ...(this.#cookies.size > 0 ? { cookie: this.cookie } : {}), ...init.headers };
    const response = await fetch(this.url + path, {
      method,
      headers,
      redirect: "manual",
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** One call with JSON both ways; whatever is answered is an answer. */
  async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    const response = await this.fetch(method, path, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : undefined) as T };
  }

  /** One call that must succeed. @throws with the problem's own words */
  async ask<T = void>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** A WebSocket with this jar's cookies; collects every frame. */
  async socket<E extends ConsoleEvent | PageEvent>(path: string): Promise<Listening<E>> {
    const headers = { cookie: this.cookie };
    const socket = new WebSocket(this.url.replace(/^http/, "ws") + path, { headers } as unknown as string[]);
    const events: E[] = [];
    socket.addEventListener("message", ({ data }) => {
      if (String(data) !== "pong") events.push(JSON.parse(String(data)) as E);
    });
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener("open", () => resolve(), { once: true });
      socket.addEventListener("error", () => reject(new Error(`no socket on ${path}`)), { once: true });
    });
    return { events, close: () => socket.close() };
  }

  #keep(line: string): void {
    const [pair = "", ...attributes] = line.split(";");
    const [name = "", ...value] = pair.split("=");
    if (attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute))) this.#cookies.delete(name.trim());
    else this.#cookies.set(name.trim(), value.join("="));
  }
}

export interface Listening<E> {
  events: E[];
  close(): void;
}
