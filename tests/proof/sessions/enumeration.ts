import { Outsider } from "../../e2e/outsider.ts";
import { ask, password, signUp, type Findings, type Scene } from "./scene.ts";

/** What an answer says, without what is new in each: times, ids, cookies' values. */
const said = async (answer: Response, own: string[]): Promise<string> => {
  const headers = [...answer.headers].filter(
    ([name]) => !["date", "set-cookie", "cf-ray", "keep-alive", "connection"].includes(name),
  );
  const cookies = answer.headers.getSetCookie().map((line) => line.replace(/=[^;]*/, "=…"));
  let text = await answer.text();
  for (const one of own) text = text.replaceAll(one, "…");
  const plain = text.replaceAll(/\b[a-z]{3}_[0-9A-Z]{26}\b/gi, "id").replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "time");
  return JSON.stringify([answer.status, headers.filter(([name]) => name !== "content-length"), cookies, plain]);
};

/** Whether answers tell somebody who is known from somebody who is not. A business's sign-up is left out: it says on purpose that an address is taken. */
export const enumeration = async (scene: Scene): Promise<Findings> => {
  const { url } = scene.stage;
  const { email } = await signUp(scene, "known");
  const { client } = await signUp(scene, "asker");
  const unknown = `nobod-${scene.round}@filo.example`;
  const customer = `nota-${scene.round}@filo.example`;
  await ask(new Outsider(url), "POST", `/api/public/ai/${scene.slug}/sign-up`, { name: "Nota", email: customer, password });
  const page = `/api/public/ai/${scene.slug}`;
  const pairs: Record<string, [who: () => Outsider, path: string, a: object, b: object]> = {
    "signing in": [
      () => new Outsider(url),
      "/api/auth/sign-in",
      { email, password: "sbagliata!" },
      { email: unknown, password: "sbagliata!" },
    ],
    "a forgotten password": [() => new Outsider(url), "/api/auth/forgot-password", { email }, { email: unknown }],
    inviting: [() => client, "/api/team/invitations", { email, role: "member" }, { email: unknown, role: "member" }],
    "a customer signing in": [
      () => new Outsider(url),
      `${page}/sign-in`,
      { email: customer, password: "sbagliata!" },
      { email: unknown, password: "sbagliata!" },
    ],
    "a customer signing up with an address that is not confirmed": [
      () => new Outsider(url),
      `${page}/sign-up`,
      { name: "Anna", email: customer, password },
      { name: "Anna", email: `altra-${scene.round}@filo.example`, password },
    ],
  };
  const wrong: string[] = [];
  for (const [what, [who, path, a, b]] of Object.entries(pairs)) {
    const own = [email, unknown, customer, `altra-${scene.round}@filo.example`];
    const [one, two] = [await said(await ask(who(), "POST", path, a), own), await said(await ask(who(), "POST", path, b), own)];
    if (one !== two) wrong.push(`${what}: ${one} / ${two}`);
  }
  return { tried: Object.keys(pairs).length * 2, wrong };
};
