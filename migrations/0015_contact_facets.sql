DROP INDEX `contacts_blocked`;
--> statement-breakpoint
DROP INDEX `contacts_clients`;
--> statement-breakpoint
ALTER TABLE `contacts` ADD `level` integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE `contacts` ADD `is_stopped` integer DEFAULT false NOT NULL;
--> statement-breakpoint
CREATE INDEX `contacts_merged` ON `contacts` (`tenant_id`,`id`,`merged_into`) WHERE merged_into IS NOT NULL;
--> statement-breakpoint
-- Contacts are listed by their words, and narrowed within the same index: by role, level, STOP and block.
DROP TRIGGER contacts_found;
--> statement-breakpoint
DROP TRIGGER contacts_renamed;
--> statement-breakpoint
DROP TRIGGER contact_identities_found;
--> statement-breakpoint
DROP TRIGGER contact_identities_changed;
--> statement-breakpoint
DROP TRIGGER contact_identities_forgotten;
--> statement-breakpoint
-- Level as `contacts/level.ts` says it, and the last word on each channel as `contacts/readConsents.ts` reads it.
CREATE VIEW contact_facets AS
SELECT k.tenant_id, k.id,
  min(3, max(1, coalesce((
    SELECT max(s.level) FROM subscriptions AS s
    WHERE s.tenant_id = k.tenant_id AND s.contact_id = k.id AND s.status = 'active'
  ), 1), coalesce((
    SELECT max(s.level) FROM contact_identities AS i
    CROSS JOIN subscriptions AS s ON s.tenant_id = i.tenant_id AND s.email = i.value AND s.status = 'active'
    WHERE i.tenant_id = k.tenant_id AND i.contact_id = k.id AND i.kind = 'email' AND i.verified_at IS NOT NULL
  ), 1))) AS level,
  EXISTS (
    SELECT 1 FROM (
      SELECT s.state, max(s.at) FROM consents AS s WHERE s.tenant_id = k.tenant_id AND s.contact_id = k.id GROUP BY s.channel
    ) WHERE state = 'stopped'
  ) AS is_stopped
FROM contacts AS k WHERE k.deleted_at IS NULL;
--> statement-breakpoint
CREATE VIEW contact_entries AS
SELECT k.tenant_id, k.id, k.rowid AS place,
  k.display_name || ' ' || coalesce((
    SELECT group_concat(i.value, ' ') FROM contact_identities AS i
    WHERE i.tenant_id = k.tenant_id AND i.contact_id = k.id AND i.kind IN ('phone', 'email')
  ), '') AS words,
  't' || substr(k.tenant_id, 5) || ' level' || k.level || iif(k.is_stopped, ' stopped', '') || iif(k.blocked_at IS NULL, '', ' blocked')
    || coalesce((SELECT group_concat(' role' || value, '') FROM json_each(k.roles)), '') AS scope
FROM contacts AS k WHERE k.deleted_at IS NULL AND k.merged_into IS NULL;
--> statement-breakpoint
CREATE TRIGGER contacts_found AFTER INSERT ON contacts WHEN new.deleted_at IS NULL AND new.merged_into IS NULL BEGIN
  INSERT INTO contact_words (rowid, words, scope)
  SELECT place, words, scope FROM contact_entries WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER contacts_found_otherwise
AFTER UPDATE OF display_name, roles, level, is_stopped, blocked_at, deleted_at, merged_into ON contacts
WHEN new.display_name <> old.display_name OR new.roles <> old.roles OR new.level <> old.level OR new.is_stopped <> old.is_stopped
  OR (new.blocked_at IS NULL) <> (old.blocked_at IS NULL) OR new.deleted_at IS NOT old.deleted_at
  OR new.merged_into IS NOT old.merged_into BEGIN
  DELETE FROM contact_words WHERE rowid = new.rowid;
  INSERT INTO contact_words (rowid, words, scope)
  SELECT place, words, scope FROM contact_entries WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_found AFTER INSERT ON contact_identities WHEN new.kind IN ('phone', 'email') BEGIN
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT place, words, scope FROM contact_entries WHERE tenant_id = new.tenant_id AND id = new.contact_id;
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_changed AFTER UPDATE OF contact_id, kind, value ON contact_identities
WHEN new.contact_id <> old.contact_id OR new.kind <> old.kind OR new.value <> old.value BEGIN
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = old.tenant_id AND id = old.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT place, words, scope FROM contact_entries WHERE tenant_id = old.tenant_id AND id = old.contact_id;
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT place, words, scope FROM contact_entries WHERE tenant_id = new.tenant_id AND id = new.contact_id;
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_forgotten AFTER DELETE ON contact_identities WHEN old.kind IN ('phone', 'email') BEGIN
  DELETE FROM contact_words WHERE rowid = (SELECT rowid FROM contacts WHERE tenant_id = old.tenant_id AND id = old.contact_id);
  INSERT INTO contact_words (rowid, words, scope)
  SELECT place, words, scope FROM contact_entries WHERE tenant_id = old.tenant_id AND id = old.contact_id;
END;
--> statement-breakpoint
CREATE TRIGGER subscriptions_hold AFTER INSERT ON subscriptions BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = new.tenant_id AND contacts.id IN (
    SELECT new.contact_id UNION ALL SELECT contact_id FROM contact_identities
    WHERE tenant_id = new.tenant_id AND kind = 'email' AND value = new.email AND verified_at IS NOT NULL
  )
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER subscriptions_hold_otherwise AFTER UPDATE OF contact_id, email, level, status ON subscriptions BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = old.tenant_id AND contacts.id IN (
    SELECT old.contact_id UNION ALL SELECT contact_id FROM contact_identities
    WHERE tenant_id = old.tenant_id AND kind = 'email' AND value = old.email AND verified_at IS NOT NULL
  )
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = new.tenant_id AND contacts.id IN (
    SELECT new.contact_id UNION ALL SELECT contact_id FROM contact_identities
    WHERE tenant_id = new.tenant_id AND kind = 'email' AND value = new.email AND verified_at IS NOT NULL
  )
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER subscriptions_hold_no_more AFTER DELETE ON subscriptions BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = old.tenant_id AND contacts.id IN (
    SELECT old.contact_id UNION ALL SELECT contact_id FROM contact_identities
    WHERE tenant_id = old.tenant_id AND kind = 'email' AND value = old.email AND verified_at IS NOT NULL
  )
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER consents_hold AFTER INSERT ON consents BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = new.tenant_id AND contacts.id = new.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER consents_hold_otherwise AFTER UPDATE OF contact_id, channel, state, at ON consents BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = old.tenant_id AND contacts.id = old.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = new.tenant_id AND contacts.id = new.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER consents_hold_no_more AFTER DELETE ON consents BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = old.tenant_id AND contacts.id = old.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_hold AFTER INSERT ON contact_identities WHEN new.kind = 'email' BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = new.tenant_id AND contacts.id = new.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_hold_otherwise AFTER UPDATE OF contact_id, kind, value, verified_at ON contact_identities WHEN old.kind = 'email' OR new.kind = 'email' BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = old.tenant_id AND contacts.id = old.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = new.tenant_id AND contacts.id = new.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_hold_no_more AFTER DELETE ON contact_identities WHEN old.kind = 'email' BEGIN
  UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
  WHERE contacts.tenant_id = old.tenant_id AND contacts.id = old.contact_id
    AND f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
END;
--> statement-breakpoint
UPDATE contacts SET level = f.level, is_stopped = f.is_stopped FROM contact_facets AS f
WHERE f.tenant_id = contacts.tenant_id AND f.id = contacts.id AND (f.level <> contacts.level OR f.is_stopped <> contacts.is_stopped);
--> statement-breakpoint
INSERT INTO contact_words (contact_words) VALUES ('delete-all');
--> statement-breakpoint
INSERT INTO contact_words (rowid, words, scope) SELECT place, words, scope FROM contact_entries;
