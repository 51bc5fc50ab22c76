CREATE TABLE `erasure_remains` (
	`tenant_id` text NOT NULL,
	`erasure_id` text NOT NULL,
	`line` text NOT NULL,
	`url` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `erasure_id`, `line`, `url`),
	FOREIGN KEY (`tenant_id`,`erasure_id`) REFERENCES `erasures`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `erasures` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`contact_id` text NOT NULL,
	`contact_ids` text NOT NULL,
	`conversation_ids` text NOT NULL,
	`scope` text NOT NULL,
	`cause` text NOT NULL,
	`quiet_since` integer,
	`step` text NOT NULL,
	`counts` text NOT NULL,
	`trail` text,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `erasures_contact` ON `erasures` (`tenant_id`,`contact_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `erasures_open` ON `erasures` (`tenant_id`,`contact_id`,`scope`) WHERE finished_at IS NULL;--> statement-breakpoint
CREATE TABLE `suppressions` (
	`tenant_id` text NOT NULL,
	`channel` text NOT NULL,
	`address_hash` text NOT NULL,
	`stopped_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `channel`, `address_hash`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `consents` ADD `recorded_by` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `keep_messages_days` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `keep_files_days` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `retention_after` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `retention_at` integer;--> statement-breakpoint
CREATE INDEX `contact_import_rows_contact` ON `contact_import_rows` (`tenant_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `mail_tokens_contact` ON `mail_tokens` (`tenant_id`,`contact_id`) WHERE contact_id IS NOT NULL;
--> statement-breakpoint
-- An erased contact is an empty row: whatever was under way when it was erased can neither fill it again nor hang anything on it.
CREATE TRIGGER contacts_stay_erased BEFORE UPDATE ON contacts WHEN old.deleted_at IS NOT NULL BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER contact_identities_of_nobody BEFORE INSERT ON contact_identities
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER dossier_entries_of_nobody BEFORE INSERT ON dossier_entries
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER consents_of_nobody BEFORE INSERT ON consents
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER subscriptions_of_nobody BEFORE INSERT ON subscriptions
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER customer_sessions_of_nobody BEFORE INSERT ON customer_sessions
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER agent_readers_of_nobody BEFORE INSERT ON agent_readers
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER conversations_of_nobody BEFORE INSERT ON conversations
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER media_of_nobody BEFORE INSERT ON media
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
CREATE TRIGGER link_codes_of_nobody BEFORE INSERT ON link_codes
WHEN EXISTS (SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.web_contact_id AND deleted_at IS NOT NULL) BEGIN
  SELECT RAISE(IGNORE);
END;
--> statement-breakpoint
-- A file that is kept no longer is found by its words no longer.
CREATE TRIGGER media_unread AFTER UPDATE OF state ON media WHEN old.state = 'ready' AND new.state <> 'ready' BEGIN
  DELETE FROM media_words WHERE rowid = new.rowid;
END;
