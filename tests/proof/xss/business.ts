import type { Session } from "../../../schema/contract/auth.ts";
import type { Template } from "../../../schema/contract/templates.ts";
import type { Stage } from "../../support/stage.ts";
import { changeD1 } from "../../support/stores.ts";
import { waitFor } from "../waitFor.ts";
import { bringPerson, type Person } from "./person.ts";
import type { Word } from "./words.ts";

/** A business in which every field that anybody can write says one of the texts. */
export interface Business {
  person: Person;
  /** The link of an invitation that nobody has accepted. */
  invitation: string;
  importId: string;
}

const quarterMs = 15 * 60_000;

/** A colleague answers by hand, in every way, and once the provider refuses it in words of its own. */
const answer = async (stage: Stage, word: Word, { agent, line, conversationId }: Person, userId: string): Promise<void> => {
  const path = `/api/conversations/${conversationId}`;
  const { owner, world } = stage;
  const types = { "twilio/text": { body: `${word("templateBody")} {{1}}` } };
  const friendlyName = word("templateName");
  const approval = { name: friendlyName, rejectionReason: word("rejection") };
  const sample = { 1: word("templateSample") };
  await world.templates.put({ accountSid: line.accountSid, friendlyName, types, variables: sample, approval });
  await world.templates.put({
    accountSid: line.accountSid,
    friendlyName,
    types,
    variables: sample,
    approval: { ...approval, status: "rejected" },
  });
  const { items } = await owner.call<{ items: Template[] }>("POST", `/api/agents/${agent.id}/templates/sync`);
  const templateId = items.find(({ status }) => status === "approved")!.id;
  await owner.post(`${path}/send`, { messageText: word("consultantWords"), clientMessageId: "risposta" });
  const order = { templateId, variables: { 1: word("templateValue") }, clientMessageId: "modello-1" };
  await owner.post(`${path}/send-template`, order);
  const away = { mediaUrl: `https://example.com/${word("mediaUrl").replaceAll(/\s/g, "")}` };
  await owner.ask("POST", `${path}/send`, { ...away, clientMessageId: "altrove-1" });
  const error = { status: 400, code: 63_016, message: word("providerError") };
  await world.fail({ provider: "twilio", operation: "send", kind: "refuse", contains: "rifiutami", error });
  await owner.post(`${path}/send`, { messageText: "rifiutami", clientMessageId: "rifiutata" });
  await owner.post(`${path}/notes`, { text: word("teamNote"), mentions: [userId], clientMessageId: "nota-per-tutti" });
  const label = await owner.post<{ id: string }>("/api/labels", { name: word("label"), color: "red" });
  await owner.patch(path, { labelIds: [label.id], assigneeId: userId });
};

/** What is kept ready, known, or taken in from elsewhere. */
const furnish = async (stage: Stage, word: Word, { agent }: Person): Promise<string> => {
  const { owner } = stage;
  await owner.post("/api/canned-replies", { shortcut: "pronta", text: word("cannedReply") });
  const project = word("keyProject");
  await owner.post("/api/platform/keys", { label: word("keyLabel"), project, apiKey: "AIza-invented-key" });
  const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
  const row = [word("importName"), "+447700900555", word("importNote")];
  const bad = [word("importName"), word("importPhone"), word("importNote")];
  const list = [["Nome", "Telefono", "Nota"], row, bad].map((cells) => cells.map(quoted).join(",")).join("\n");
  const order = { fileName: word("importFile"), text: list, mapping: ["name", "phone", "note"], known: "fill" };
  const { id } = await owner.post<{ id: string }>("/api/contact-imports", order);
  const form = { name: word("draftName"), greeting: word("draftGreeting"), upgradeUrl: word("draftUrl") };
  await owner.ask("PUT", `/api/agents/${agent.id}/draft`, { fields: form, base: agent.version, seen: null });
  return id;
};

/** What the clock finds that needs a look, as it would after hours of trouble. */
const raiseAlerts = (stage: Stage, word: Word, tenantId: string): void => {
  const quoted = (value: string) => `'${value.replaceAll("'", "''").replaceAll("\u0000", "")}'`;
  for (const [at, kind] of [
    "line_silent",
    "model_key_invalid",
    "model_quota_near",
    "spend_near_cap",
    "sends_failing",
  ].entries()) {
    const words = [tenantId, `alr_${String(at).padStart(26, "0")}`, kind, word("alertSubject"), word("alertDetail")];
    const values = words.map(quoted).join(", ");
    changeD1(
      stage.stateDir,
      `INSERT INTO alerts (tenant_id, id, kind, subject, detail, opened_at) VALUES (${values}, ${Date.now()})`,
    );
  }
};

const mailedToken = (stage: Stage, email: string): Promise<string> =>
  waitFor(async () => {
    const mails = await stage.world.mails(email);
    return mails.map(({ text }) => /token=([\w-]+)/.exec(text ?? "")?.[1]).findLast(Boolean) ?? null;
  }, 60_000);

/** Opens the link that was mailed at sign-up: only then does the owner run the installation too. */
const confirmOwner = async (stage: Stage): Promise<void> => {
  const { user } = await stage.owner.get<Session>("/api/auth/session");
  await stage.owner.post("/api/auth/verify-email", { token: await mailedToken(stage, user.email) });
};

const invite = async (stage: Stage): Promise<string> => {
  const email = "invitata@filo.example";
  await stage.owner.post("/api/team/invitations", { email, role: "member" });
  return mailedToken(stage, email);
};

export const openBusiness = async (stage: Stage, word: Word): Promise<Business> => {
  await confirmOwner(stage);
  const { tenant, user } = await stage.owner.get<Session>("/api/auth/session");
  const officeHours = Array.from({ length: 7 }, () => [{ from: 540, to: 1_080 }]);
  await stage.owner.patch("/api/settings", { name: word("businessName"), awayText: word("awayText"), officeHours });
  await stage.owner.patch("/api/auth/session", { name: word("memberName") });
  const person = await bringPerson(stage, word);
  await answer(stage, word, person, user.id);
  const importId = await furnish(stage, word, person);
  raiseAlerts(stage, word, tenant.id);
  // The figures, as the clock counts them.
  await stage.filo.tick(new Date(Math.floor(Date.now() / quarterMs) * quarterMs));
  return { person, invitation: await invite(stage), importId };
};
