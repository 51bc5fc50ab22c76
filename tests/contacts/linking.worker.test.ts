import { describe, expect, test } from "vitest";
import { confirmLink } from "../../workers/contacts/confirmLink.ts";
import { eraseContact } from "../../workers/contacts/eraseContact.ts";
import { offerLink } from "../../workers/contacts/offerLink.ts";
import { readPerson } from "../../workers/contacts/readPerson.ts";
import { startLink } from "../../workers/contacts/startLink.ts";
import { undoMerge } from "../../workers/contacts/undoMerge.ts";
import { makeId } from "../../workers/platform/ids.ts";
import type { IdKind } from "../../schema/contract/ids.ts";
import { listMerges } from "../../workers/contacts/listMerges.ts";
import { whatsappLinkSchema } from "../../schema/contract/publicChat.ts";
import { addAgent, addConversation, d1, granted, keyOf, openDesk, visits, writesFrom, eraseDeps, type Desk } from "./desk.ts";

const number = "+447700900100";

const ceremony = async () => {
  const desk = await openDesk();
  const { deps, db, agentId } = desk;
  const web = await visits(desk, "cookie");
  const whatsapp = await writesFrom(desk, "+447700900001", "Anna");
  return {
    desk,
    web,
    whatsapp,
    start: async () => granted(await startLink(deps, db, { agentId, webContactId: web, whatsappNumber: number })),
    send: async (text: string, from = whatsapp, language: "it" | "en" = "it") =>
      (await offerLink(deps, db, { agentId, whatsappContactId: from, text, language }))?.reply ?? null,
    confirm: (code: string, browser = web) => confirmLink(deps, db, { agentId, webContactId: browser, code }),
  };
};
const digits = (reply: string | null): string => /\d{6}/.exec(reply ?? "")?.[0] ?? "none";
const wrong = (code: string): string => (code === "000000" ? "000001" : "000000");
const isOne = async (desk: Desk, one: string, other: string) =>
  (await readPerson(desk.db, one))?.id === (await readPerson(desk.db, other))?.id;

describe("linking a browser and a WhatsApp number", () => {
  test("takes both codes and joins the browser's contact into WhatsApp's", async () => {
    const { desk, web, whatsapp, start, send, confirm } = await ceremony();
    const threads = [await addConversation(desk, desk.agentId, web), await addConversation(desk, desk.agentId, whatsapp)];
    const link = await start();
    expect(whatsappLinkSchema.parse(link).url).toBe(`https://wa.me/447700900100?text=${link.code}`);
    expect(Date.parse(link.expiresAt) - desk.chance.now()).toBe(600_000);
    const reply = await send(`${link.code} `);
    expect(reply).toMatch(/Il tuo codice è \d{6}\..*entro 10 min/);
    expect(await isOne(desk, web, whatsapp)).toBe(false);
    expect(granted(await confirm(digits(reply)))).toMatchObject({ contactId: whatsapp });
    expect(await isOne(desk, web, whatsapp)).toBe(true);
    expect(desk.told).toEqual([`seal ${threads[0]} ${threads[1]}`]);
    const stored = await d1.prepare("SELECT * FROM link_codes WHERE tenant_id = ?").bind(desk.tenantId).all();
    expect(JSON.stringify(stored.results)).not.toContain(link.code);
    expect(JSON.stringify(stored.results)).not.toContain(digits(reply));
  });

  test("a link sent to a stranger opens nothing: the code from their phone does not work anywhere else", async () => {
    const { desk, whatsapp, start, send, confirm } = await ceremony();
    const thief = await visits(desk, "another cookie");
    const code = digits(await send((await start()).code));
    expect(keyOf(await confirm(code, thief))).toBe("code_invalid");
    expect(await isOne(desk, thief, whatsapp)).toBe(false);
  });

  test("five wrong tries and the right code is worth nothing", async () => {
    const { desk, web, whatsapp, start, send, confirm } = await ceremony();
    const { code: codeA } = await start();
    const code = digits(await send(codeA));
    for (let at = 0; at < 5; at++) expect(keyOf(await confirm(wrong(code)))).toBe("code_invalid");
    expect(keyOf(await confirm(code))).toBe("code_expired");
    expect(await send(codeA)).toMatch(/scaduto/);
    expect(await isOne(desk, web, whatsapp)).toBe(false);
  });

  test("forty guesses at once get five tries between them", async () => {
    const { start, send, confirm } = await ceremony();
    const code = digits(await send((await start()).code));
    const guesses = await Promise.all(Array.from({ length: 40 }, () => confirm(wrong(code))));
    expect(guesses.map(keyOf).filter((key) => key === "code_invalid")).toHaveLength(5);
  });

  test("the right code ten times at once links once, and says yes each time it got through", async () => {
    const { desk, web, whatsapp, start, send, confirm } = await ceremony();
    const code = digits(await send((await start()).code));
    const answers = await Promise.all(Array.from({ length: 10 }, () => confirm(code)));
    expect(answers.filter((answer) => keyOf(answer) === null).length).toBeGreaterThanOrEqual(1);
    expect(await isOne(desk, web, whatsapp)).toBe(true);
    expect(granted(await listMerges(desk.db, whatsapp, { limit: 9 })).items).toHaveLength(1);
  });

  test("said again after the answer was lost, the code still says yes; after an undo it never links again", async () => {
    const { desk, web, whatsapp, start, send, confirm } = await ceremony();
    const code = digits(await send((await start()).code));
    granted(await confirm(code));
    expect(granted(await confirm(code, whatsapp))).toEqual({ contactId: whatsapp });
    expect(keyOf(await confirm(wrong(code), whatsapp))).toBe("code_expired");
    const [merge] = granted(await listMerges(desk.db, whatsapp, { limit: 1 })).items;
    granted(await undoMerge(desk.deps, desk.db, "usr_test", { contactId: whatsapp, mergeId: merge?.id ?? "" }));
    expect(keyOf(await confirm(code))).toBe("code_expired");
    expect(await isOne(desk, web, whatsapp)).toBe(false);
  });

  test("ten minutes, for either code", async () => {
    const { desk, start, send, confirm } = await ceremony();
    const first = await start();
    desk.chance.pass(600_000);
    expect(await send(first.code)).toMatch(/scaduto/);
    const code = digits(await send((await start()).code));
    desk.chance.pass(600_000);
    expect(keyOf(await confirm(code))).toBe("code_expired");
  });

  test("a code that is handed over twice, and answered once, works", async () => {
    const { desk, web, whatsapp, start, send, confirm } = await ceremony();
    const { code } = await start();
    const answered = digits(await send(code));
    await send(code);
    granted(await confirm(answered));
    expect(await isOne(desk, web, whatsapp)).toBe(true);
  });

  test("codes of browsers that never came back do not pile up, and confirming reads only one's own", async () => {
    const { desk, web } = await ceremony();
    const { db, agentId, chance } = desk;
    const deps = { chance: { ...chance, id: (kind: IdKind) => makeId(kind, chance.now(), chance.bytes(16)) } };
    const begin = async (webContactId: string) =>
      granted(await startLink(deps, db, { agentId, webContactId, whatsappNumber: number }));
    for (let at = 0; at < 30; at++) await begin(await visits(desk, `gone ${at}`));
    const plan = await d1
      .prepare(
        `EXPLAIN QUERY PLAN SELECT id FROM link_codes WHERE tenant_id = 'ten_x' AND web_contact_id IN ('ctc_a', 'ctc_b')
           AND +agent_id = 'agt_x' AND confirm_code_hash IS NOT NULL ORDER BY expires_at DESC LIMIT 10`,
      )
      .all<{ detail: string }>();
    expect(plan.results.map((row) => row.detail).join()).toContain("link_codes_web_contact");
    chance.pass(25 * 60 * 60_000);
    await begin(web);
    const left = await d1.prepare("SELECT count(*) AS n FROM link_codes WHERE tenant_id = ?").bind(desk.tenantId).first("n");
    expect(left).toBe(1);
  });

  test("only the phone that sent the code last has the code that counts", async () => {
    const { desk, web, start, send, confirm } = await ceremony();
    const { code } = await start();
    const first = digits(await send(code));
    const second = await writesFrom(desk, "+447700900002");
    const last = digits(await send(code, second));
    if (first !== last) expect(keyOf(await confirm(first))).toBe("code_invalid");
    granted(await confirm(last));
    expect(await isOne(desk, web, second)).toBe(true);
  });

  test("ordinary messages are none of its business; unknown codes and other agents' codes get an honest answer", async () => {
    const { desk, whatsapp, start, send } = await ceremony();
    expect(await send("Ciao, a che ora aprite?")).toBeNull();
    expect(await send("FILO-ZZZZZZ", whatsapp, "en")).toMatch(/not valid/);
    const elsewhere = {
      agentId: await addAgent(desk),
      whatsappContactId: whatsapp,
      text: (await start()).code,
      language: "it" as const,
    };
    expect((await offerLink(desk.deps, desk.db, elsewhere))?.reply).toMatch(/non è valido/);
    const other = await openDesk();
    const stranger = await writesFrom(other, "+447700900001");
    const abroad = { agentId: desk.agentId, whatsappContactId: stranger, text: elsewhere.text, language: "it" as const };
    expect((await offerLink(other.deps, other.db, abroad))?.reply).toMatch(/non è valido/);
  });

  test("already one person: says so", async () => {
    const { start, send, confirm } = await ceremony();
    granted(await confirm(digits(await send((await start()).code))));
    expect(await send((await start()).code)).toMatch(/già collegato/);
  });

  test("without a code from WhatsApp, or with its sender gone, there is nothing to confirm", async () => {
    const { desk, whatsapp, start, send, confirm } = await ceremony();
    const { code: codeA } = await start();
    expect(keyOf(await confirm("123456"))).toBe("code_invalid");
    const code = digits(await send(codeA));
    await eraseContact(eraseDeps(desk), desk.db, "usr_test", whatsapp);
    expect(keyOf(await confirm(code))).toBe("code_invalid");
  });

  test("an agent without a number, or a browser that asks without end, is refused", async () => {
    const { desk, web, start } = await ceremony();
    const ask = (whatsappNumber: string | null) =>
      startLink(desk.deps, desk.db, { agentId: desk.agentId, webContactId: web, whatsappNumber });
    expect(keyOf(await ask(null))).toBe("no_channel");
    for (let at = 0; at < 5; at++) await start();
    expect(keyOf(await ask(number))).toBe("too_many_requests");
    desk.chance.pass(600_000);
    expect(keyOf(await ask(number))).toBeNull();
  });
});
