/** A console's browser as far as HTTP goes: it keeps cookies and sends the site's own origin. */
export class ConsoleClient {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** The answer, whatever its status. */
  async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(this.#origin + path, {
      method,
      headers: { origin: this.#origin, "content-type": "application/json", cookie: this.cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  /** The answer's JSON. @throws with the problem's words when the API refuses */
  async call<T = void>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.ask(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return (text === "" ? undefined : JSON.parse(text)) as T;
  }

  /** Sends a file as it is. @throws like `call` */
  async upload<T>(path: string, bytes: Uint8Array): Promise<T> {
    const headers = { origin: this.#origin, "content-type": "application/octet-stream", cookie: this.cookie };
    const answer = await fetch(this.#origin + path, { method: "POST", headers, body: Buffer.from(bytes) });
    if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async putBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const headers = { origin: this.#origin, "content-type": "application/octet-stream", cookie: this.cookie };
    const answer = await fetch(this.#origin + path, { method: "PUT", headers, body: bytes });
    if (!answer.ok) throw new Error(`PUT ${path} answered ${answer.status}: ${await answer.text()}`);
  }

  get<T>(path: string): Promise<T> {
    return this.call("GET", path);
  }

  post<T = void>(path: string, body: unknown): Promise<T> {
    return this.call("POST", path, body);
  }

  put<T = void>(path: string, body: unknown): Promise<T> {
    return this.call("PUT", path, body);
  }

  patch<T = void>(path: string, body: unknown): Promise<T> {
    return this.call("PATCH", path, body);
  }

  /** For requests that are not made with `ask`, such as a WebSocket's. */
  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  #keep(line: string): void {
    const [pair = ""] = line.split(";");
    const at = pair.indexOf("=");
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
