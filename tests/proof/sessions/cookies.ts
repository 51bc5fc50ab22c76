import { Outsider } from "../../e2e/outsider.ts";
import { ask, isIn, mailedToken, password, signIn, signUp, type Findings, type Scene } from "./scene.ts";

const planted = "planted".padEnd(43, "A");
const holding = (url: string, cookie: string) => new Outsider(url).withCookie(cookie);

/** Whether a browser that came with a session of somebody else's choosing leaves with it. */
export const fixation = async (scene: Scene): Promise<Findings> => {
  const { url } = scene.stage;
  const wrong: string[] = [];
  const { client, email } = await signUp(scene, "fixation");
  for (const [what, cookie] of [
    ["made up", `__Host-filo=${planted}`],
    ["the attacker's own", (await signUp(scene, "attacker")).client.cookie],
    ["the victim's before", client.cookie],
  ] as const) {
    const victim = holding(url, cookie);
    await signIn(victim, email);
    if (victim.cookie === cookie) wrong.push(`${what}: signing in kept it`);
    const session = await holding(url, cookie).call<{ user: { email: string } }>("GET", "/api/auth/session");
    if (what !== "the victim's before" && session.status === 200 && session.body.user.email === email)
      wrong.push(`${what}: it opens the victim's console`);
  }
  const page = holding(url, `__Host-filo-customer=${planted}`);
  const form = { name: "Marta", email: `cliente-${scene.round}@filo.example`, password };
  await ask(page, "POST", `/api/public/ai/${scene.slug}/sign-up`, form);
  if (page.cookie.includes(planted)) wrong.push("a customer's: signing up kept it");
  const kept = await holding(url, `__Host-filo-customer=${planted}`).call<{ items: unknown[] }>(
    "GET",
    `/api/public/ai/${scene.slug}/messages`,
  );
  if (kept.body.items.length > 0) wrong.push("a customer's: it opens the thread");
  return { tried: 4, wrong };
};

/** Whether what was opened before a password was changed, reset or signed out of is still open afterwards. */
export const oldCookies = async (scene: Scene): Promise<Findings> => {
  const { url } = scene.stage;
  const wrong: string[] = [];
  const expectOut = async (what: string, cookie: string) => {
    if (await isIn(holding(url, cookie))) wrong.push(`${what}: the old cookie still opens`);
  };
  const { client, email } = await signUp(scene, "changes");
  const elsewhere = new Outsider(url);
  await signIn(elsewhere, email);
  const heard = await elsewhere.socket("/api/socket");
  await ask(client, "PUT", "/api/auth/password", { currentPassword: password, newPassword: `${password} nuova` });
  await expectOut("password changed", elsewhere.cookie);
  if (!(await isIn(client))) wrong.push("password changed: the own session has ended too");
  if ((await signIn(new Outsider(url), email)).status !== 401) wrong.push("password changed: the old one still opens");
  await ask(new Outsider(url), "POST", "/api/auth/forgot-password", { email });
  const token = await mailedToken(scene, email, "/console/reset");
  await ask(new Outsider(url), "POST", "/api/auth/reset-password", { token, password });
  await expectOut("password reset", client.cookie);
  await signIn(client, email);
  const { cookie } = client;
  await ask(client, "POST", "/api/auth/sign-out");
  await expectOut("signed out", cookie);
  await signIn(client, email);
  const [there, here] = [client.cookie, new Outsider(url)];
  await signIn(here, email);
  await ask(here, "POST", "/api/auth/sign-out-everywhere", { keepThis: false });
  await expectOut("signed out everywhere", there);
  await expectOut("signed out everywhere, here", here.cookie);
  if (heard.events.length > 0) wrong.push("an ended session's socket has heard something");
  heard.close();
  return { tried: 6, wrong };
};
