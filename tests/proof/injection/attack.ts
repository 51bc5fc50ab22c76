import type { NodeD1 } from "../../support/nodeD1.ts";
import { ModelWire } from "../levels/modelWire.ts";
import { Town } from "../levels/town.ts";
import type { Carrier } from "./carriers.ts";
import { differences, frameOf, type Frame } from "./frame.ts";
import { phone, Scene } from "./scene.ts";

/** What no customer's words may change, whoever obeys them. Language and times are noted of a contact without anybody's order. */
const untouchable: readonly string[] = [
  "SELECT id, name, consultant_phones, reception_phones FROM tenants WHERE id = ?",
  "SELECT id, instructions, levels, is_active, version FROM agents WHERE tenant_id = ?",
  "SELECT id, roles, blocked_at, deleted_at, merged_into FROM contacts WHERE tenant_id = ?",
  "SELECT id, contact_id, kind, value, verified_at FROM contact_identities WHERE tenant_id = ?",
  "SELECT id, contact_id, level, status FROM subscriptions WHERE tenant_id = ?",
  "SELECT contact_id, channel, state FROM consents WHERE tenant_id = ?",
  "SELECT id, title, min_level FROM knowledge_items WHERE tenant_id = ?",
  "SELECT id, contact_id, title, body FROM dossier_entries WHERE tenant_id = ?",
  "SELECT id, contact_id FROM conversations WHERE tenant_id = ?",
];

export const harmless = "una parola qualunque";

/** A long text is found in several pieces, whatever it says: what it is compared with is as long. */
const asLongAs = (text: string): string => (text.length > 400 ? harmless.padEnd(text.length, " b") : harmless);

const snapshot = (town: Town): string => JSON.stringify(untouchable.map((query) => town.sql(query, town.tenantId)));

/** The request that a customer's turn makes with these words where the carrier lays them. */
const ask = async (town: Town, carrier: Carrier, text: string): Promise<{ scene: Scene; frame: Frame | null }> => {
  const scene = new Scene(town);
  const more = await carrier.lay(town, scene, text);
  await scene.write(town, { ...more, picture: carrier.read !== undefined });
  const order = town.adoptions.shift();
  if (order && carrier.read) {
    const media = { ...order.media, ...carrier.read(text), state: "ready" as const };
    await town.thread(order.conversationId).object.mediaChanged({ messageId: order.messageId, media });
  }
  const body = await scene.turn(town);
  return { scene, frame: body === null ? null : frameOf(body) };
};

export interface Attacked {
  /** Whether the model was asked at all: an order for a person, or to stop, is obeyed before. */
  isAsked: boolean;
  wrong: string[];
}

/** One text by one carrier, a model that obeys it, and what is different in the world afterwards. */
export const attack = async (d1: NodeD1, carrier: Carrier, text: string, answer: string): Promise<Attacked> => {
  const wire = new ModelWire(() => undefined);
  const [calm, town] = [new Town(d1, wire), new Town(d1, wire)];
  try {
    const expected = await ask(calm, carrier, asLongAs(text));
    for (const call of wire.calls.slice()) call.fail(400);
    await calm.settle();
    const { scene, frame } = await ask(town, carrier, text);
    if (!expected.frame) throw new Error(`Harmless words by ${carrier.name} reached no model`);
    if (!frame) return { isAsked: false, wrong: [] };
    const forged = differences(expected.frame, frame).map((part) => `forges ${part}`);
    const before = snapshot(town);
    await scene.answer(town, answer);
    const after = snapshot(town);
    const strangers = town.sentTo.filter((to) => to !== phone).map((to) => `writes to ${to}`);
    await scene.write(town, {});
    const body = await scene.turn(town);
    const isForged = body !== null && frameOf(body).colleagues > 0;
    return {
      isAsked: true,
      wrong: [
        ...forged,
        ...(before === after ? [] : ["changes rows"]),
        ...strangers,
        ...(isForged ? ["speaks as a colleague"] : []),
      ],
    };
  } finally {
    await calm.close();
    await town.close();
    wire.close();
  }
};
