/**
 * The object's own tables. `messages` is the thread of record; `parts` are its pieces on WhatsApp; `outbox` is what still has to
 * leave, one lane per destination, in the order of `id`; `ways` are the threads to which messages went from here; `erased` is all
 * that is left of a thread that was erased.
 */
export const conversationSchema = `
CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
  id TEXT PRIMARY KEY,
  accepted_at INTEGER NOT NULL,
  level INTEGER NOT NULL,
  kind TEXT NOT NULL,
  dedupe_key TEXT UNIQUE,
  origin TEXT,
  reply_to TEXT,
  json TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS messages_order ON messages (accepted_at, id);
CREATE INDEX IF NOT EXISTS messages_origin ON messages (origin) WHERE origin IS NOT NULL;
CREATE INDEX IF NOT EXISTS messages_reply ON messages (reply_to) WHERE reply_to IS NOT NULL;
CREATE INDEX IF NOT EXISTS messages_topic ON messages (accepted_at) WHERE kind = 'topic';
CREATE TABLE IF NOT EXISTS parts (
  message_id TEXT NOT NULL,
  part INTEGER NOT NULL,
  sid TEXT,
  status TEXT NOT NULL,
  failure TEXT,
  content TEXT,
  retries INTEGER NOT NULL DEFAULT 0,
  former TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (message_id, part)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS parts_sid ON parts (sid) WHERE sid IS NOT NULL;
CREATE TABLE IF NOT EXISTS outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lane TEXT NOT NULL,
  key TEXT NOT NULL,
  mark INTEGER NOT NULL DEFAULT 0,
  sender TEXT,
  payload TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued',
  attempts INTEGER NOT NULL DEFAULT 0,
  checks INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  first_call_at INTEGER,
  incarnation TEXT,
  queued_at INTEGER NOT NULL DEFAULT 0,
  called TEXT,
  UNIQUE (lane, key)
);
CREATE TABLE IF NOT EXISTS ways (name TEXT PRIMARY KEY, thread TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS trouble (id INTEGER PRIMARY KEY CHECK (id = 1), since INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS trace (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS summary (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS erased (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL);
`;

/** Columns that objects of an earlier day don't have yet. */
const lateColumns = [
  ["parts", "content", "TEXT"],
  ["parts", "retries", "INTEGER NOT NULL DEFAULT 0"],
  ["parts", "former", "TEXT NOT NULL DEFAULT '[]'"],
  ["outbox", "queued_at", "INTEGER NOT NULL DEFAULT 0"],
  ["outbox", "called", "TEXT"],
] as const;

/** Makes the tables of an object, or brings those of an older one up to date. */
export const prepareSchema = (sql: SqlStorage): void => {
  sql.exec(conversationSchema);
  for (const [table, column, type] of lateColumns) {
    const known = sql.exec<{ name: string }>("SELECT name FROM pragma_table_info(?)", table).toArray();
    if (!known.some(({ name }) => name === column)) sql.exec(`ALTER TABLE ${table} ADD COLUMN ${column} ${type}`);
  }
};
