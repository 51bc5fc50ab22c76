import { Outsider } from "../../e2e/outsider.ts";
import { readD1 } from "../../support/stores.ts";
import { ask, atOnce, good, mailedToken, password, signIn, signUp, type Findings, type Scene } from "./scene.ts";

const times = 8;

const invitation = async (scene: Scene): Promise<Findings> => {
  const { client } = await signUp(scene, "inviter");
  const email = `invited-${scene.round}@filo.example`;
  await ask(client, "POST", "/api/team/invitations", { email, role: "member" });
  const token = await mailedToken(scene, email, "/console/invitation");
  const statuses = await atOnce(times, (at) =>
    ask(new Outsider(scene.stage.url), "POST", "/api/auth/invitation/accept", {
      token,
      name: `Chi ${at}`,
      password: `${password} ${at}`,
    }),
  );
  const sql = "SELECT count(*) AS n FROM memberships m JOIN users u ON u.id = m.user_id WHERE u.email = ?";
  const members = Number(readD1(scene.stage.stateDir, sql, email)[0]?.["n"]);
  const later = await ask(new Outsider(scene.stage.url), "POST", "/api/auth/invitation/accept", {
    token,
    name: "Dopo",
    password,
  });
  const isWrong = good(statuses) !== 1 || members !== 1 || later.status < 400;
  return {
    tried: times + 1,
    wrong: isWrong ? [`invitation: ${statuses.join(" ")}, ${members} members, later ${later.status}`] : [],
  };
};

const reset = async (scene: Scene): Promise<Findings> => {
  const { url } = scene.stage;
  const { email } = await signUp(scene, "forgets");
  await ask(new Outsider(url), "POST", "/api/auth/forgot-password", { email });
  const token = await mailedToken(scene, email, "/console/reset");
  const chosen = (at: number) => `una nuova parola ${at}`;
  const statuses = await atOnce(times, (at) =>
    ask(new Outsider(url), "POST", "/api/auth/reset-password", { token, password: chosen(at) }),
  );
  const opens = await atOnce(times, (at) => signIn(new Outsider(url), email, chosen(at)));
  const isWrong = good(statuses) !== 1 || good(opens) !== 1;
  return { tried: times, wrong: isWrong ? [`reset: ${statuses.join(" ")}, passwords that open ${good(opens)}`] : [] };
};

const verification = async (scene: Scene): Promise<Findings> => {
  const { client, email } = await signUp(scene, "verifies");
  const token = await mailedToken(scene, email, "/console/verify");
  const statuses = await atOnce(times, () => ask(client, "POST", "/api/auth/verify-email", { token }));
  const later = await ask(client, "POST", "/api/auth/verify-email", { token });
  const stranger = await ask((await signUp(scene, "other")).client, "POST", "/api/auth/verify-email", { token });
  const isWrong = good(statuses) < 1 || statuses.some((status) => status >= 500) || later.status < 400 || stranger.status < 400;
  return { tried: times + 2, wrong: isWrong ? [`verification: ${statuses.join(" ")}, later ${later.status}`] : [] };
};

/** A browser whose code A was sent by WhatsApp, and the code B that came back. */
const offered = async ({ stage, slug, line }: Scene, page: Outsider): Promise<{ code: string; status: number }> => {
  const begun = await ask(page, "POST", `/api/public/ai/${slug}/whatsapp-link`);
  if (begun.status !== 201) return { code: "", status: begun.status };
  const { code } = (await begun.json()) as { code: string };
  const phone = stage.world.phone(stage.newPerson());
  await phone.says(code, { to: line.number });
  const digits = /\b\d{6}\b/.exec((await phone.waitFor(1)).at(-1)!.body)![0];
  return { code: digits, status: begun.status };
};

const writes = async ({ stage, slug, round }: Scene, what: string): Promise<Outsider> => {
  const page = new Outsider(stage.url);
  await ask(page, "POST", `/api/public/ai/${slug}/chat`, { message: "Ciao", clientMessageId: `sessions-${what}-${round}` });
  return page;
};

const confirm = (page: Outsider, slug: string, code: string) =>
  ask(page, "POST", `/api/public/ai/${slug}/whatsapp-link/confirm`, { code });

const link = async (scene: Scene): Promise<Findings> => {
  const page = await writes(scene, "link");
  const { code } = await offered(scene, page);
  const merges = () => Number(readD1(scene.stage.stateDir, "SELECT count(*) AS n FROM contact_merges")[0]?.["n"]);
  const before = merges();
  const statuses = await atOnce(times, () => confirm(page, scene.slug, code));
  const made = merges() - before;
  const isWrong = made !== 1 || statuses.some((status) => status >= 500);
  return { tried: times, wrong: isWrong ? [`link code: ${made} merges, ${statuses.join(" ")}`] : [] };
};

/** Codes that are used by several at the same moment, and again afterwards. */
export const redemption = async (scene: Scene): Promise<Findings> => {
  const all = [await invitation(scene), await reset(scene), await verification(scene), await link(scene)];
  return { tried: all.reduce((sum, { tried }) => sum + tried, 0), wrong: all.flatMap(({ wrong }) => wrong) };
};

const guesses = 150;

/** Guesses at the six digits, from many addresses at once, over all the links that a browser may begin. */
export const bruteForce = async (scene: Scene): Promise<Findings> => {
  const { stage, slug } = scene;
  const page = await writes(scene, "guess");
  const wrong: string[] = [];
  let tried = 0;
  for (let begun = 0; begun < 6; begun++) {
    const { code, status } = await offered(scene, page);
    if (begun === 5 && status !== 429) wrong.push(`a sixth link within ten minutes: ${status}`);
    if (status !== 201) continue;
    const others = (at: number) => String((Number(code) + 1 + at * 6_373) % 1_000_000).padStart(6, "0");
    const statuses = await atOnce(guesses, (at) => confirm(page, slug, others(at)));
    tried += guesses;
    if (good(statuses) > 0) wrong.push(`link ${begun}: a wrong code was taken`);
    if (good(await atOnce(1, () => confirm(page, slug, code))) > 0)
      wrong.push(`link ${begun}: the right code after ${guesses} wrong ones`);
  }
  const [row] = readD1(stage.stateDir, "SELECT max(tries) AS most FROM link_codes");
  if (Number(row?.["most"]) > 5) wrong.push(`a code was looked at ${Number(row?.["most"])} times`);
  return { tried, wrong };
};
