/**
 * The object's own tables. `messages` is the thread of record; `parts` are its pieces on WhatsApp; `outbox` is what still has to
 * leave, one lane per destination, in the order of `id`.
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
CREATE TABLE IF NOT EXISTS parts (
  message_id TEXT NOT NULL,
  part INTEGER NOT NULL,
  sid TEXT,
  status TEXT NOT NULL,
  failure TEXT,
  PRIMARY KEY (message_id, part)
) WITHOUT ROWID;
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
  UNIQUE (lane, key)
);
CREATE TABLE IF NOT EXISTS trace (id INTEGER PRIMARY KEY CHECK (id = 1), json TEXT NOT NULL);
`;
