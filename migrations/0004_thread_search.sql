-- Full-text search over what people wrote and over what their files say, kept in step by triggers. The texts themselves stay where
-- they are: only the index is here. `scope` holds one token, whose tenant's it is, so that MATCH itself never leaves it.
CREATE VIRTUAL TABLE message_words USING fts5(
  words,
  scope,
  content = '',
  contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
CREATE TRIGGER messages_found AFTER INSERT ON messages WHEN new.kind <> 'notice' AND new.text <> '' BEGIN
  INSERT INTO message_words (rowid, words, scope) VALUES (new.rowid, new.text, 't' || substr(new.tenant_id, 5));
END;
--> statement-breakpoint
INSERT INTO message_words (rowid, words, scope)
SELECT rowid, text, 't' || substr(tenant_id, 5) FROM messages WHERE kind <> 'notice' AND text <> '';
--> statement-breakpoint
CREATE TRIGGER messages_forgotten AFTER DELETE ON messages WHEN old.kind <> 'notice' AND old.text <> '' BEGIN
  DELETE FROM message_words WHERE rowid = old.rowid;
END;
--> statement-breakpoint
CREATE VIRTUAL TABLE media_words USING fts5(
  words,
  scope,
  content = '',
  contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
CREATE TRIGGER media_understood AFTER UPDATE OF state, text, description ON media
WHEN new.state = 'ready' AND (old.state <> 'ready' OR new.text IS NOT old.text OR new.description IS NOT old.description) BEGIN
  DELETE FROM media_words WHERE rowid = new.rowid;
  INSERT INTO media_words (rowid, words, scope) VALUES (
    new.rowid,
    new.name || ' ' || coalesce(new.description, '') || ' ' || substr(coalesce(new.text, ''), 1, 20000),
    't' || substr(new.tenant_id, 5)
  );
END;
--> statement-breakpoint
CREATE TRIGGER media_forgotten AFTER DELETE ON media WHEN old.state = 'ready' BEGIN
  DELETE FROM media_words WHERE rowid = old.rowid;
END;
