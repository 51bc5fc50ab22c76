-- Figures and lists of the inbox that cost the same in a tenant of any size, kept the moment a conversation changes. A conversation is
-- listed once something was said in it, and until it is joined into another; the inbox proper holds those whose place is `open`.
-- No trigger writes anything for a message in a conversation that stays where it is.
CREATE TRIGGER conversations_counted_first AFTER INSERT ON conversations WHEN new.last_message_at > 0 AND new.moved_to IS NULL BEGIN
  INSERT INTO inbox_counts (tenant_id, key, count)
  SELECT new.tenant_id, k.value ->> 0, sum(k.value ->> 1) FROM json_each(json_array(
    json_array(iif(new.is_client, 'clients', 'leads'), (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open')),
    json_array('agent:' || new.agent_id, (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open')),
    json_array('assignee:' || new.assignee_id, (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open')),
    json_array('needs_person', (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open' AND new.attention = 1)),
    json_array('snoozed', (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'snoozed'))
  )) AS k WHERE k.value ->> 0 IS NOT NULL GROUP BY 2 HAVING sum(k.value ->> 1) <> 0
  ON CONFLICT (tenant_id, key) DO UPDATE SET count = count + excluded.count;
END;
--> statement-breakpoint
CREATE TRIGGER conversations_counted AFTER UPDATE OF last_message_at, moved_to, place, is_client, attention, agent_id, assignee_id ON conversations
WHEN (new.last_message_at > 0) <> (old.last_message_at > 0) OR new.moved_to IS NOT old.moved_to OR new.place <> old.place
  OR new.is_client <> old.is_client OR new.attention <> old.attention OR new.agent_id <> old.agent_id
  OR new.assignee_id IS NOT old.assignee_id BEGIN
  INSERT INTO inbox_counts (tenant_id, key, count)
  SELECT new.tenant_id, k.value ->> 0, sum(k.value ->> 1) FROM json_each(json_array(
    json_array(iif(old.is_client, 'clients', 'leads'), -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open')),
    json_array('agent:' || old.agent_id, -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open')),
    json_array('assignee:' || old.assignee_id, -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open')),
    json_array('needs_person', -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open' AND old.attention = 1)),
    json_array('snoozed', -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'snoozed')),
    json_array(iif(new.is_client, 'clients', 'leads'), (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open')),
    json_array('agent:' || new.agent_id, (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open')),
    json_array('assignee:' || new.assignee_id, (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open')),
    json_array('needs_person', (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open' AND new.attention = 1)),
    json_array('snoozed', (new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'snoozed'))
  )) AS k WHERE k.value ->> 0 IS NOT NULL GROUP BY 2 HAVING sum(k.value ->> 1) <> 0
  ON CONFLICT (tenant_id, key) DO UPDATE SET count = count + excluded.count;
END;
--> statement-breakpoint
CREATE TRIGGER conversations_counted_last AFTER DELETE ON conversations WHEN old.last_message_at > 0 AND old.moved_to IS NULL BEGIN
  INSERT INTO inbox_counts (tenant_id, key, count)
  SELECT old.tenant_id, k.value ->> 0, sum(k.value ->> 1) FROM json_each(json_array(
    json_array(iif(old.is_client, 'clients', 'leads'), -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open')),
    json_array('agent:' || old.agent_id, -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open')),
    json_array('assignee:' || old.assignee_id, -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open')),
    json_array('needs_person', -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'open' AND old.attention = 1)),
    json_array('snoozed', -(old.last_message_at > 0 AND old.moved_to IS NULL AND old.place = 'snoozed'))
  )) AS k WHERE k.value ->> 0 IS NOT NULL GROUP BY 2 HAVING sum(k.value ->> 1) <> 0
  ON CONFLICT (tenant_id, key) DO UPDATE SET count = count + excluded.count;
END;
--> statement-breakpoint
INSERT INTO inbox_counts (tenant_id, key, count)
SELECT c.tenant_id, k.value, COUNT(*)
FROM conversations AS c, json_each(json_array(
  iif(c.is_client, 'clients', 'leads'), 'agent:' || c.agent_id, iif(c.attention = 1, 'needs_person', NULL)
)) AS k
WHERE c.last_message_at > 0 AND c.moved_to IS NULL AND c.place = 'open' AND k.value IS NOT NULL
GROUP BY c.tenant_id, k.value;
--> statement-breakpoint
-- Where a conversation stands in the list of its assignee and in those of its labels. Written again when it moves, and else only when
-- ten minutes of the clock (600,000 ms) are over: those lists are in order to ten minutes, and an ordinary message writes nothing.
CREATE TRIGGER conversations_ranked_first AFTER INSERT ON conversations WHEN new.assignee_id IS NOT NULL AND new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open' BEGIN
  UPDATE conversations SET list_attention = new.attention, list_at = new.last_message_at WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER conversations_ranked AFTER UPDATE OF last_message_at, attention, place, moved_to, assignee_id ON conversations
WHEN (new.assignee_id IS NOT NULL OR old.assignee_id IS NOT NULL) AND (
  new.assignee_id IS NOT old.assignee_id OR new.place <> old.place OR new.attention <> old.attention OR new.moved_to IS NOT old.moved_to
  OR (new.last_message_at > 0) <> (old.last_message_at > 0)
  OR new.last_message_at / 600000 <> old.last_message_at / 600000
) BEGIN
  UPDATE conversations
  SET list_attention = new.attention, list_at = iif(
    new.assignee_id IS NOT NULL AND new.last_message_at > 0 AND new.moved_to IS NULL AND new.place = 'open', new.last_message_at, NULL
  )
  WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER conversations_ranked_by_label AFTER UPDATE OF last_message_at, attention, place, moved_to ON conversations
WHEN new.place <> old.place OR new.attention <> old.attention OR new.moved_to IS NOT old.moved_to
  OR (new.last_message_at > 0) <> (old.last_message_at > 0)
  OR (new.label_ids <> '[]' AND new.last_message_at / 600000 <> old.last_message_at / 600000) BEGIN
  UPDATE conversation_labels
  SET place = iif(new.last_message_at > 0 AND new.moved_to IS NULL, new.place, ''), list_attention = new.attention, list_at = new.last_message_at
  WHERE tenant_id = new.tenant_id AND conversation_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER conversation_labels_ranked AFTER INSERT ON conversation_labels BEGIN
  UPDATE conversation_labels
  SET (place, list_attention, list_at) = (
    SELECT iif(c.last_message_at > 0 AND c.moved_to IS NULL, c.place, ''), c.attention, c.last_message_at
    FROM conversations AS c WHERE c.tenant_id = new.tenant_id AND c.id = new.conversation_id
  )
  WHERE tenant_id = new.tenant_id AND conversation_id = new.conversation_id AND label_id = new.label_id;
END;
--> statement-breakpoint
CREATE TRIGGER conversation_labels_counted_first AFTER INSERT ON conversation_labels WHEN new.place = 'open' BEGIN
  INSERT INTO inbox_counts (tenant_id, key, count) VALUES (new.tenant_id, 'label:' || new.label_id, 1)
  ON CONFLICT (tenant_id, key) DO UPDATE SET count = count + excluded.count;
END;
--> statement-breakpoint
CREATE TRIGGER conversation_labels_counted AFTER UPDATE OF place ON conversation_labels WHEN (new.place = 'open') <> (old.place = 'open') BEGIN
  INSERT INTO inbox_counts (tenant_id, key, count) VALUES (new.tenant_id, 'label:' || new.label_id, iif(new.place = 'open', 1, -1))
  ON CONFLICT (tenant_id, key) DO UPDATE SET count = count + excluded.count;
END;
--> statement-breakpoint
CREATE TRIGGER conversation_labels_counted_last AFTER DELETE ON conversation_labels WHEN old.place = 'open' BEGIN
  INSERT INTO inbox_counts (tenant_id, key, count) VALUES (old.tenant_id, 'label:' || old.label_id, -1)
  ON CONFLICT (tenant_id, key) DO UPDATE SET count = count + excluded.count;
END;
--> statement-breakpoint
-- People by their names, phones and e-mails. As with messages, only the index is here, and MATCH never leaves its tenant.
CREATE VIRTUAL TABLE contact_words USING fts5(
  words,
  scope,
  content = '',
  contentless_delete = 1,
  tokenize = 'unicode61 remove_diacritics 2'
);
--> statement-breakpoint
CREATE TRIGGER contacts_found AFTER INSERT ON contacts WHEN new.deleted_at IS NULL AND new.merged_into IS NULL BEGIN
  INSERT INTO contact_words (rowid, words, scope) VALUES (new.rowid, new.display_name, 't' || substr(new.tenant_id, 5));
END;
--> statement-breakpoint
CREATE TRIGGER contacts_renamed AFTER UPDATE OF display_name, deleted_at, merged_into ON contacts
WHEN new.display_name <> old.display_name OR new.deleted_at IS NOT old.deleted_at OR new.merged_into IS NOT old.merged_into BEGIN
  DELETE FROM contact_words WHERE rowid = new.rowid;
  INSERT INTO contact_words (rowid, words, scope)
  SELECT new.rowid, new.display_name || ' ' || coalesce((
      SELECT group_concat(value, ' ') FROM contact_identities
      WHERE tenant_id = new.tenant_id AND contact_id = new.id AND kind IN ('phone', 'email')
    ), ''), 't' || substr(new.tenant_id, 5)
  WHERE new.deleted_at IS NULL AND new.merged_into IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER contacts_forgotten AFTER DELETE ON contacts BEGIN
  DELETE FROM contact_words WHERE rowid = old.rowid;
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_found AFTER INSERT ON contact_identities WHEN new.kind IN ('phone', 'email') BEGIN
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT k.rowid, k.display_name || ' ' || coalesce((
      SELECT group_concat(value, ' ') FROM contact_identities
      WHERE tenant_id = k.tenant_id AND contact_id = k.id AND kind IN ('phone', 'email')
    ), ''), 't' || substr(k.tenant_id, 5) FROM contacts AS k
  WHERE k.tenant_id = new.tenant_id AND k.id = new.contact_id AND k.deleted_at IS NULL AND k.merged_into IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_changed AFTER UPDATE OF contact_id, kind, value ON contact_identities
WHEN new.contact_id <> old.contact_id OR new.kind <> old.kind OR new.value <> old.value BEGIN
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = old.tenant_id AND id = old.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT k.rowid, k.display_name || ' ' || coalesce((
      SELECT group_concat(value, ' ') FROM contact_identities
      WHERE tenant_id = k.tenant_id AND contact_id = k.id AND kind IN ('phone', 'email')
    ), ''), 't' || substr(k.tenant_id, 5) FROM contacts AS k
  WHERE k.tenant_id = old.tenant_id AND k.id = old.contact_id AND k.deleted_at IS NULL AND k.merged_into IS NULL;
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT k.rowid, k.display_name || ' ' || coalesce((
      SELECT group_concat(value, ' ') FROM contact_identities
      WHERE tenant_id = k.tenant_id AND contact_id = k.id AND kind IN ('phone', 'email')
    ), ''), 't' || substr(k.tenant_id, 5) FROM contacts AS k
  WHERE k.tenant_id = new.tenant_id AND k.id = new.contact_id AND k.deleted_at IS NULL AND k.merged_into IS NULL;
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_forgotten AFTER DELETE ON contact_identities WHEN old.kind IN ('phone', 'email') BEGIN
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = old.tenant_id AND id = old.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT k.rowid, k.display_name || ' ' || coalesce((
      SELECT group_concat(value, ' ') FROM contact_identities
      WHERE tenant_id = k.tenant_id AND contact_id = k.id AND kind IN ('phone', 'email')
    ), ''), 't' || substr(k.tenant_id, 5) FROM contacts AS k
  WHERE k.tenant_id = old.tenant_id AND k.id = old.contact_id AND k.deleted_at IS NULL AND k.merged_into IS NULL;
END;
--> statement-breakpoint
INSERT INTO contact_words (rowid, words, scope)
SELECT k.rowid, k.display_name || ' ' || coalesce((
      SELECT group_concat(value, ' ') FROM contact_identities
      WHERE tenant_id = k.tenant_id AND contact_id = k.id AND kind IN ('phone', 'email')
    ), ''), 't' || substr(k.tenant_id, 5) FROM contacts AS k
WHERE k.deleted_at IS NULL AND k.merged_into IS NULL;
