/** A signed-in console user over HTTP, as a browser would be: a cookie, and the site's own origin. */
export interface Session {
  get<T>(path: string): Promise<T>;
  send<T = void>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body: unknown): Promise<T>;
}

export interface Credentials {
  name: string;
  email: string;
  password: string;
  businessName: string;
}

/**
 * Signs in, or up when nobody has this e-mail yet.
 *
 * @returns the session, and whether the account was made just now
 * @throws with the problem's words when the API refuses
 */
export async function enter(url: string, who: Credentials): Promise<{ session: Session; isNew: boolean }> {
  const { email, password } = who;
  const known = await call(url, "POST", "/api/auth/sign-in", { email, password });
  const answer = known.status === 401 ? await call(url, "POST", "/api/auth/sign-up", who) : known;
  await readAnswer(answer);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const session: Session = {
    get: async (path) => readAnswer(await call(url, "GET", path, undefined, cookie)),
    send: async (method, path, body) => readAnswer(await call(url, method, path, body, cookie)),
  };
  return { session, isNew: known.status === 401 };
}

const call = (url: string, method: string, path: string, body?: unknown, cookie?: string): Promise<Response> =>
  fetch(url + path, {
    method,
    headers: { origin: url, "content-type": "application/json", ...(cookie === undefined ? {} : { cookie }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

async function readAnswer<T>(answer: Response): Promise<T> {
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(answer.url).pathname} answered ${answer.status}: ${text}`);
  return (text === "" ? undefined : JSON.parse(text)) as T;
}
