import * as z from "zod";

/** Every id Filo mints is `<prefix>_<26 base32 characters>`: the prefix names the concept, the rest sorts by time. */
export const idPrefixes = {
  tenant: "ten",
  user: "usr",
  agent: "agt",
  line: "lin",
  contact: "ctc",
  identity: "idn",
  subscription: "sub",
  dossierEntry: "dos",
  merge: "mrg",
  linkCode: "lnk",
  conversation: "cnv",
  message: "msg",
  batch: "bat",
  turn: "trn",
  knowledgeItem: "kno",
  chunk: "chk",
  file: "fil",
  media: "med",
  consent: "con",
  template: "tpl",
  alert: "alr",
  job: "job",
  poolKey: "key",
  audit: "aud",
  outbox: "obx",
  label: "lbl",
  cannedReply: "can",
  invitation: "inv",
  pushSubscription: "psh",
  share: "shr",
  contactImport: "imp",
  restore: "rst",
  erasure: "era",
} as const;

export type IdKind = keyof typeof idPrefixes;

/** An id of one kind. Ids of other kinds are refused at the door, so that a message id never reaches a contact query. */
export const idOf = (kind: IdKind) =>
  z
    .string()
    .regex(new RegExp(`^${idPrefixes[kind]}_[0-9a-z]{26}$`))
    .meta({ description: `Id of a ${kind}`, example: `${idPrefixes[kind]}_01jd3q5k8r7w2m4n6p8s0t2v4x` });
