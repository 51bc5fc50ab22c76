-- Full-text search over knowledge_chunks, kept in step by triggers. `scope` holds one token, who may find the chunk and from
-- which level on, so that MATCH itself never leaves it; tenant_id and min_level are compared again in the WHERE.
CREATE VIRTUAL TABLE knowledge_search USING fts5(
  title,
  text,
  scope,
  tenant_id UNINDEXED,
  item_id UNINDEXED,
  min_level UNINDEXED,
  tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
CREATE TRIGGER knowledge_chunks_added AFTER INSERT ON knowledge_chunks BEGIN
  INSERT INTO knowledge_search (rowid, title, text, scope, tenant_id, item_id, min_level)
  SELECT new.rowid, title, new.text,
    CASE scope WHEN 'store' THEN 's' || substr(tenant_id, 5) ELSE 'a' || substr(agent_id, 5) END || 'l' || min_level,
    tenant_id, id, min_level
  FROM knowledge_items WHERE tenant_id = new.tenant_id AND id = new.item_id;
END;
--> statement-breakpoint
CREATE TRIGGER knowledge_chunks_removed AFTER DELETE ON knowledge_chunks BEGIN
  DELETE FROM knowledge_search WHERE rowid = old.rowid;
END;
--> statement-breakpoint
CREATE TRIGGER knowledge_chunks_changed AFTER UPDATE OF text ON knowledge_chunks BEGIN
  UPDATE knowledge_search SET text = new.text WHERE rowid = new.rowid;
END;
--> statement-breakpoint
CREATE TRIGGER knowledge_items_changed AFTER UPDATE OF title, scope, agent_id, min_level ON knowledge_items BEGIN
  UPDATE knowledge_search SET
    title = new.title,
    scope = CASE new.scope WHEN 'store' THEN 's' || substr(new.tenant_id, 5) ELSE 'a' || substr(new.agent_id, 5) END || 'l' || new.min_level,
    min_level = new.min_level
  WHERE rowid IN (SELECT rowid FROM knowledge_chunks WHERE tenant_id = new.tenant_id AND item_id = new.id);
END;
