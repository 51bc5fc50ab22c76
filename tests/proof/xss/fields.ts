import { openApiDocument } from "../../../workers/api/openapi.ts";

type Schema = Record<string, unknown>;

const partsOf = (value: unknown): Schema[] => (Array.isArray(value) ? (value as Schema[]) : []);

/** Every place for a text without a form of its own (no pattern, no format, no list of words) in a schema. */
const textsIn = (schema: Schema, at: string, named: Record<string, Schema>, seen: string[] = []): string[] => {
  const name = typeof schema["$ref"] === "string" ? schema["$ref"].split("/").at(-1)! : null;
  if (name !== null) return seen.includes(name) ? [] : textsIn(named[name] ?? {}, at, named, [...seen, name]);
  const isFree = ["enum", "const", "pattern", "format"].every((word) => schema[word] === undefined);
  const types = [schema["type"]].flat();
  const inner = (part: unknown, place: string) =>
    typeof part === "object" && part !== null ? textsIn(part as Schema, place, named, seen) : [];
  return [
    ...(types.includes("string") && isFree ? [at] : []),
    ...["anyOf", "oneOf", "allOf"].flatMap((word) => partsOf(schema[word]).flatMap((part) => textsIn(part, at, named, seen))),
    ...Object.entries((schema["properties"] as Schema | undefined) ?? {}).flatMap(([key, part]) => inner(part, `${at}.${key}`)),
    ...inner(schema["items"], `${at}[]`),
    ...inner(schema["additionalProperties"], `${at}{}`),
  ];
};

interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> };
  parameters?: { name: string; in: string; schema: Schema }[];
}

/** `METHOD /path .field` of everything that the API takes as free text. */
export const writableFields = (): string[] => {
  const { paths, components } = openApiDocument();
  const named = components["schemas"] as Record<string, Schema>;
  const fields = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).flatMap(([method, { requestBody, parameters = [] }]) => [
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        textsIn(schema, `${method.toUpperCase()} ${path} `, named),
      ),
      ...parameters
        .filter((one) => one.in === "query")
        .flatMap(({ name, schema }) => textsIn(schema, `${method.toUpperCase()} ${path} ?${name}`, named)),
    ]),
  );
  return [...new Set(fields)];
};

/** Fields of the API that are given texts, with the name by which `Say` knows them. */
const written: [field: RegExp, plant: string][] = [
  [/sign-up \.businessName|PATCH \/api\/settings \.name/, "businessName"],
  [/auth\/(?:sign-up|session|invitation\/accept) \.name/, "memberName"],
  [/settings \.awayText/, "awayText"],
  [/agents(?:\/\{id\})? \.name/, "agentName"],
  [/agents(?:\/\{id\})? \.persona/, "persona"],
  [/agents(?:\/\{id\})? \.instructions/, "instructions"],
  [/agents(?:\/\{id\})? \.greeting/, "greeting"],
  [/agents(?:\/\{id\})? \.starters\[\]/, "starter"],
  [/agents(?:\/\{id\})? \.levelPromptOverlay1/, "overlay1"],
  [/agents(?:\/\{id\})? \.levelPromptOverlay2/, "overlay2"],
  [/agents(?:\/\{id\})? \.levelPromptOverlay3/, "overlay3"],
  [/agents(?:\/\{id\})? \.upgradeText/, "upgradeText"],
  [/(?:draft|warnings) \.(?:fields|draft)\./, "draftGreeting"],
  [/prompt-preview \.|\/try \.draft/, "draftName"],
  [/\/try \.messages/, "tryWords"],
  [/shares(?:\/\{shareId\})? \.name/, "shareName"],
  [/shares(?:\/\{shareId\})? \.instructions/, "shareInstructions"],
  [/knowledge(?:\/pdf)? [.?]title/, "knowledgeTitle"],
  [/knowledge \.text/, "knowledgeText"],
  [/consents \.evidence/, "evidence"],
  [/contacts(?:\/\{id\})? \.displayName|public\/ai\/\{slug\}\/sign-up \.name/, "customerName"],
  [/contacts(?:\/\{id\})? \.note/, "note"],
  [/contacts(?:\/\{id\})? \.goal/, "goal"],
  [/dossier(?:\/\{entryId\})? \.title/, "dossierTitle"],
  [/dossier(?:\/\{entryId\})? \.body/, "dossierBody"],
  [/contact-imports\/preview \.text/, "previewName"],
  [/contact-imports \.text/, "importName"],
  [/contact-imports \.fileName/, "importFile"],
  [/notes \.text/, "teamNote"],
  [/send \.messageText/, "consultantWords"],
  [/send-template \.variables/, "templateValue"],
  [/media \?name/, "fileName"],
  [/labels(?:\/\{id\})? \.name/, "label"],
  [/canned-replies(?:\/\{id\})? \.text/, "cannedReply"],
  [/chat \.message/, "customerWords"],
  [/platform\/keys(?:\/\{id\})? \.label/, "keyLabel"],
  [/platform\/keys(?:\/\{id\})? \.project/, "keyProject"],
  [/whatsapp\/webhook \{\}/, "whatsappWords"],
];

/** Fields whose text is shown to nobody, by why. */
const unshown: [field: RegExp, why: string][] = [
  [/\.(?:password|currentPassword|newPassword|passphrase|token|apiKey|authToken|auth|p256dh)$/, "a secret, never read back"],
  [/\?cursor$/, "a place in a list"],
  [/(?:search|contacts) \?(?:q|search)$/, "part of an address, of which every round tries all"],
  [/\.clientMessageId$|\.replaces$|status-callback/, "a name between programs"],
  [/\.(?:phone|number)$|Phones\[\]$|\.timeZone$|\.joinWords$/, "refused unless it has the form of one"],
  [/\.share$/, "a code that is looked up"],
  [/GET \/api\/media\/\{mediaId\} \?s$/, "a signature"],
];

/** Who writes what else is shown: no field of the API, but words of a phone, a model, a provider, a page elsewhere. */
export const fromElsewhere = [
  "profileName",
  "cardName",
  "cardCompany",
  "cardFile",
  "placeLabel",
  "placeAddress",
  "reply",
  "buttonText",
  "buttonPayload",
  "transcript",
  "description",
  "ocr",
  "aiAnswer",
  "linkTitle",
  "linkDescription",
  "linkSite",
  "templateName",
  "templateBody",
  "templateSample",
  "rejection",
  "providerError",
  "mediaUrl",
  "upgradeUrl",
  "draftUrl",
  "alertSubject",
  "alertDetail",
  "importPhone",
  "importNote",
  "previewFile",
  "previewHeading",
  "previewPhone",
  "previewNote",
  "liveWords",
  "liveAnswer",
] as const;

/** The name by which a field of the API is given texts; null when it is shown to nobody; undefined when nobody has thought of it. */
export const plantOf = (field: string): string | null | undefined =>
  written.find(([which]) => which.test(field))?.[1] ?? (unshown.some(([which]) => which.test(field)) ? null : undefined);

/** Every field that is given texts. */
export const plantedFields: readonly string[] = [...new Set([...written.map(([, plant]) => plant), ...fromElsewhere])];

/** Fields that are given texts though no page shows them, by why: should one be shown some day, the run says so by itself. */
export const neverShown: Record<string, string> = {
  knowledgeText: "given to the model; its title is shown, and a piece of it in the trace of an answer that used it",
  cardFile: "the card's own name stands in its place",
  buttonPayload: "an answer for programs; the button's text is shown",
  providerError: "in the reader's own words instead, by its code",
};
