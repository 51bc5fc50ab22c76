import type { Town } from "../levels/town.ts";
import type { Scene } from "./scene.ts";

/** A way by which somebody's words reach the model, and what comes with them. */
export interface Carrier {
  name: string;
  /** Puts the words there; what the customer writes besides. */
  lay(town: Town, scene: Scene, text: string): Promise<Partial<Parameters<Town["writeWhatsapp"]>[1]>>;
  /** A file's words, once it is read. */
  read?: (text: string) => {
    kind: "image" | "document" | "audio";
    name: string;
    description: string | null;
    text: string | null;
  };
}

const nothing = async () => ({});

const dossier =
  (column: "title" | "body") =>
  async (town: Town, { clientId }: Scene, text: string) => {
    town.sql(`UPDATE dossier_entries SET ${column} = ? WHERE tenant_id = ? AND contact_id = ?`, text, town.tenantId, clientId);
    return {};
  };

/** Customers write, send, are called, and are quoted; colleagues and lists bring in what others wrote. */
export const carriers: readonly Carrier[] = [
  { name: "message", lay: async (_town, _scene, text) => ({ text }) },
  { name: "profile name", lay: async (_town, _scene, text) => ({ profileName: text }) },
  {
    name: "contact name, by hand or from a list",
    lay: async (town, { clientId }, text) => {
      town.sql("UPDATE contacts SET display_name = ? WHERE tenant_id = ? AND id = ?", text, town.tenantId, clientId);
      return {};
    },
  },
  { name: "dossier title", lay: dossier("title") },
  { name: "dossier body", lay: dossier("body") },
  { name: "knowledge", lay: async (town, scene, text) => (await scene.learn(town, "listino", `listino prezzi ${text}`), {}) },
  {
    name: "knowledge title",
    lay: async (town, scene, text) => (await scene.learn(town, `listino ${text}`.slice(0, 200), "listino prezzi"), {}),
  },
  {
    name: "place",
    lay: async (_town, _scene, text) => ({ place: { latitude: 45.1, longitude: 9.2, name: text, address: text } }),
  },
  { name: "button", lay: async (_town, _scene, text) => ({ button: { text, payload: text } }) },
  { name: "quoted reply", lay: async (town, scene, text) => ({ quotedSid: await scene.sayFirst(town, text) }) },
  { name: "words in a picture", lay: nothing, read: (text) => ({ kind: "image", name: "image", description: text, text }) },
  {
    name: "text of a document or vCard",
    lay: nothing,
    read: (text) => ({ kind: "document", name: "carta.vcf", description: null, text }),
  },
  { name: "file name", lay: nothing, read: (text) => ({ kind: "document", name: text, description: null, text: "listino" }) },
  { name: "voice note", lay: nothing, read: (text) => ({ kind: "audio", name: "audio", description: null, text }) },
];
