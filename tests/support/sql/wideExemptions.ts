/** What may be read though it grows: a line of a plan, named by its table and the columns it looks for. */
export interface Exemption {
  line: RegExp;
  /** Where the same line can be harmful, the statement has to say more. */
  sql?: RegExp;
  because: string;
}

/** Every reason why a statement on D1 may go through a table, or through all that a tenant has in one. */
export const allowedInD1: Exemption[] = [
  { line: /^SCAN pool_keys$/, because: "the installation's own keys: a handful, entered by hand" },
  { line: /^SCAN whatsapp_lines/, sql: /order by .* limit/i, because: "the clock goes through every number, a page at a time" },
  {
    line: /^SCAN tenants/,
    sql: /limit/i,
    because: "the clock and the platform's admin go through every business, a page at a time",
  },
  { line: /^SCAN restores$/, because: "the installation's own: one that a person began, now and then" },
  {
    line: /^SCAN key_rotation_log$/,
    sql: /"id" (?:asc|desc) limit \?/i,
    because: "from one end of its ids: a page, or up to the first that is kept",
  },
  { line: /^SEARCH figure_marks /, because: "one row, whose key is the tenant" },
  { line: /^SEARCH (memberships|others|invitations) /, because: "a business's own people" },
  {
    line: /^SEARCH (labels|canned_replies|inbox_counts|agent_shares|shares|agents|whatsapp_lines|templates) /,
    because: "made by hand, and limited in number",
  },
  {
    line: /^SEARCH knowledge_items /,
    sql: /group by scope/i,
    because: "counted when an agent is looked over: texts and documents that people put in",
  },
  {
    line: /^SEARCH \S+ USING (COVERING )?INDEX sqlite_autoindex_\S+_1 \(tenant_id=\?\)$/,
    sql: /order by .* limit \?$/is,
    because: "a page in the key's order",
  },
  {
    line: /^SEARCH (s|subscriptions|consents) /,
    sql: /from "contacts"/i,
    because: "contacts by level or STOP: those who subscribed or said it",
  },
  { line: /^SCAN alerts USING INDEX alerts_open$/, sql: /limit/i, because: "what is wrong right now" },
  { line: /^SEARCH alerts /, sql: /closed_at"? is null/i, because: "one row for a trouble that lasted, kept for ninety days" },
  { line: /^SEARCH link_codes /, sql: /^delete/i, because: "erasure: codes of the last day" },
  {
    line: /^SEARCH contact_import_rows /,
    sql: /json_each\("contact_import_rows"\."fields"\)/,
    because: "erasure and export: whoever a list names is found by its words",
  },
  {
    line: /^SEARCH jobs /,
    sql: /^delete .* ->> '\$\.to'/is,
    because: "erasure: mails that were ordered, and only jobs of the last months are kept",
  },
  { line: /^SEARCH audit_entries /, sql: /"subject" (?:=|in)/i, because: "export of a person: what colleagues did by hand" },
];

/** The same for a Durable Object's own SQLite. */
export const allowedInObjects: Exemption[] = [
  { line: /^SCAN (state|trace|summary|erased)$/, because: "one row" },
  { line: /^SCAN trouble$/, because: "one row in a thread; in a live room, threads whose work is stuck" },
  { line: /^SCAN outbox\b/, because: "what has not left yet" },
  { line: /^SCAN inbox USING INDEX inbox_pending$/, because: "what is not handed over yet" },
  {
    line: /^SCAN inbox$/,
    sql: /order by seq desc limit 1$/i,
    because: "back to the newest message: reports of deliveries go once they are handed over",
  },
  {
    line: /^SCAN (inbox|sends)$/,
    sql: /^(?:UPDATE inbox SET sender = ''|DELETE FROM (?:inbox|sends) ).*json_each\(\?\)/s,
    because: "erasure: once for a person; an index would be one more write with every message",
  },
  { line: /^SCAN messages USING INDEX messages_topic$/, sql: /limit 1$/i, because: "the newest of its index" },
  { line: /^SCAN messages$/, sql: /kind IN \('text', 'reply'\) LIMIT 1$/, because: "up to the first that was said" },
  {
    line: /^SCAN messages USING COVERING INDEX/,
    sql: /^SELECT COUNT\(\*\)/,
    because: "when a colleague asks the model about a thread",
  },
  { line: /^SCAN messages USING INDEX messages_origin$/, because: "what came with a thread that was joined" },
  { line: /^SCAN push_subscriptions$/, because: "devices of a business's own people" },
  { line: /^SCAN m$/, sql: /FROM member AS m\b/, because: "a business's own people" },
  { line: /^SEARCH (?:member|m) USING PRIMARY KEY \(user_id=\?\)$/, because: "one row, whose key is the user" },
  {
    line: /^SCAN (thread|t)$/,
    sql: /^INSERT INTO (seen|unread) SELECT/,
    because: "when somebody joins the team: every thread, once",
  },
  {
    line: /^SEARCH (seen|mention|unread) /,
    sql: /^DELETE FROM \w+ WHERE user_id = \?$/,
    because: "when somebody leaves the team",
  },
  { line: /^SEARCH (u|unread) /, because: "what a person has not seen: a page in the index's order, or its count" },
];
