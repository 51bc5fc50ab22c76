CREATE TABLE `agent_shares` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`agent_id` text NOT NULL,
	`name` text NOT NULL,
	`code` text NOT NULL,
	`instructions` text NOT NULL,
	`is_active` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agent_shares_code` ON `agent_shares` (`code`);--> statement-breakpoint
CREATE INDEX `agent_shares_agent` ON `agent_shares` (`tenant_id`,`agent_id`);--> statement-breakpoint
CREATE TABLE `agent_versions` (
	`tenant_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`version` integer NOT NULL,
	`fields` text NOT NULL,
	`published_by` text NOT NULL,
	`published_at` integer NOT NULL,
	`restored_from` integer,
	PRIMARY KEY(`tenant_id`, `agent_id`, `version`),
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `agent_readers` (
	`tenant_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`share_id` text,
	`writing_style` text,
	`answer_length` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `contact_id`, `agent_id`),
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `agent_readers_share` ON `agent_readers` (`tenant_id`,`share_id`);--> statement-breakpoint
CREATE TABLE `contact_import_rows` (
	`tenant_id` text NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`fields` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text,
	`contact_id` text,
	PRIMARY KEY(`tenant_id`, `import_id`, `line`),
	FOREIGN KEY (`tenant_id`,`import_id`) REFERENCES `contact_imports`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `contact_imports` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`file_name` text NOT NULL,
	`state` text NOT NULL,
	`total` integer NOT NULL,
	`done` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`skipped` integer NOT NULL,
	`started_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `daily_contacts` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`agent_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`level` integer NOT NULL,
	`conversation_id` text NOT NULL,
	`inbound_messages` integer NOT NULL,
	`ai_messages` integer NOT NULL,
	`manual_messages` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `agent_id`, `contact_id`)
);
--> statement-breakpoint
CREATE TABLE `daily_figures` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`agent_id` text NOT NULL,
	`level` integer NOT NULL,
	`total_messages` integer NOT NULL,
	`inbound_messages` integer NOT NULL,
	`outbound_messages` integer NOT NULL,
	`ai_messages` integer NOT NULL,
	`manual_messages` integer NOT NULL,
	`pictures` integer NOT NULL,
	`documents` integer NOT NULL,
	`voice_notes` integer NOT NULL,
	`videos` integer NOT NULL,
	`other_media` integer NOT NULL,
	`ai_responses` text NOT NULL,
	`manual_responses` text NOT NULL,
	`tokens` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `agent_id`, `level`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `figure_marks` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`counted_to` text NOT NULL,
	`counted_at` integer NOT NULL,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `funnel` (
	`tenant_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`agent_id` text NOT NULL,
	`new_at` integer NOT NULL,
	`replied_at` integer,
	`engaged_at` integer,
	`qualified_at` integer,
	`converted_at` integer,
	PRIMARY KEY(`tenant_id`, `contact_id`)
);
--> statement-breakpoint
CREATE INDEX `funnel_new` ON `funnel` (`tenant_id`,`new_at`);--> statement-breakpoint
CREATE INDEX `funnel_converted` ON `funnel` (`tenant_id`,`converted_at`) WHERE converted_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `canned_replies` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`shortcut` text NOT NULL,
	`text` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `canned_replies_shortcut` ON `canned_replies` (`tenant_id`,`shortcut`);--> statement-breakpoint
CREATE TABLE `conversation_labels` (
	`tenant_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`label_id` text NOT NULL,
	`place` text DEFAULT '' NOT NULL,
	`list_attention` integer DEFAULT 0 NOT NULL,
	`list_at` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`tenant_id`, `conversation_id`, `label_id`),
	FOREIGN KEY (`tenant_id`,`conversation_id`) REFERENCES `conversations`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`label_id`) REFERENCES `labels`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `conversation_labels_label` ON `conversation_labels` (`tenant_id`,`label_id`,`place`,`list_attention`,`list_at`,`conversation_id`);--> statement-breakpoint
CREATE TABLE `inbox_counts` (
	`tenant_id` text NOT NULL,
	`key` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `key`)
);
--> statement-breakpoint
CREATE TABLE `labels` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`color` text NOT NULL,
	`created_at` integer NOT NULL,
	`deleted_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `labels_name` ON `labels` (`tenant_id`,`name`) WHERE deleted_at IS NULL;--> statement-breakpoint
CREATE TABLE `link_previews` (
	`tenant_id` text NOT NULL,
	`url_hash` text NOT NULL,
	`url` text NOT NULL,
	`title` text,
	`description` text,
	`site_name` text,
	`image_file_id` text,
	`fetched_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `url_hash`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `link_previews_expired` ON `link_previews` (`expires_at`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`token_hash` text NOT NULL,
	`invited_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`revoked_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_open` ON `invitations` (`tenant_id`,`email`) WHERE accepted_at IS NULL AND revoked_at IS NULL;--> statement-breakpoint
DROP INDEX `conversations_inbox`;--> statement-breakpoint
DROP INDEX `conversations_inbox_of_agent`;--> statement-breakpoint
ALTER TABLE `conversations` ADD `place` text DEFAULT 'open' NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `snoozed_until` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `assignee_id` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `assignee_name` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `list_attention` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `list_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `label_ids` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `conversations` ADD `hands_back_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `inbound_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `conversations_elsewhere` ON `conversations` (`tenant_id`,`place`,`last_message_at`,`id`) WHERE last_message_at > 0 AND place <> 'open';--> statement-breakpoint
CREATE INDEX `conversations_elsewhere_of_agent` ON `conversations` (`tenant_id`,`agent_id`,`place`,`last_message_at`,`id`) WHERE last_message_at > 0 AND place <> 'open';--> statement-breakpoint
CREATE INDEX `conversations_assignee` ON `conversations` (`tenant_id`,`assignee_id`,`list_attention`,`list_at`,`id`) WHERE list_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `conversations_inbox` ON `conversations` (`tenant_id`,`is_client`,`attention`,`last_message_at`,`id`) WHERE last_message_at > 0 AND place = 'open';--> statement-breakpoint
CREATE INDEX `conversations_inbox_of_agent` ON `conversations` (`tenant_id`,`agent_id`,`is_client`,`attention`,`last_message_at`,`id`) WHERE last_message_at > 0 AND place = 'open';--> statement-breakpoint
ALTER TABLE `agents` ADD `hand_back_minutes` integer;--> statement-breakpoint
ALTER TABLE `agents` ADD `draft` text;--> statement-breakpoint
ALTER TABLE `agents` ADD `draft_base` integer;--> statement-breakpoint
ALTER TABLE `agents` ADD `draft_by` text;--> statement-breakpoint
ALTER TABLE `agents` ADD `draft_at` integer;--> statement-breakpoint
ALTER TABLE `whatsapp_lines` ADD `join_words` text;--> statement-breakpoint
CREATE INDEX `contacts_updated` ON `contacts` (`tenant_id`,`updated_at`);--> statement-breakpoint
ALTER TABLE `contacts` ADD `goal` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `blocked_at` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `client_since` integer;--> statement-breakpoint
ALTER TABLE `console_sessions` ADD `device` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `office_hours` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `away_text` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `setup_hidden_at` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `settings_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `model_key_checked_at` integer;--> statement-breakpoint
ALTER TABLE `memberships` ADD `last_seen_at` integer;