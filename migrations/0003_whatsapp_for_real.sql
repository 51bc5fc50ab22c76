CREATE TABLE `consents` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`contact_id` text NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`evidence` text NOT NULL,
	`message_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_contact` ON `consents` (`tenant_id`,`contact_id`,`channel`,`at`);--> statement-breakpoint
CREATE TABLE `media` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`contact_id` text NOT NULL,
	`conversation_id` text,
	`message_id` text,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`failure` text,
	`name` text NOT NULL,
	`media_type` text,
	`bytes` integer,
	`duration_ms` integer,
	`width` integer,
	`height` integer,
	`description` text,
	`text` text,
	`file_id` text,
	`source_line` text,
	`source_url` text,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `media_conversation` ON `media` (`tenant_id`,`conversation_id`);--> statement-breakpoint
CREATE INDEX `media_contact` ON `media` (`tenant_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `media_unsent` ON `media` (`created_at`) WHERE message_id IS NULL;--> statement-breakpoint
CREATE TABLE `alerts` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`mailed_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alerts_open` ON `alerts` (`tenant_id`,`kind`,`subject`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `alerts_opened` ON `alerts` (`tenant_id`,`opened_at`);--> statement-breakpoint
CREATE TABLE `key_usage` (
	`key_id` text NOT NULL,
	`day` text NOT NULL,
	`calls` integer NOT NULL,
	`failures` integer NOT NULL,
	`tokens` integer NOT NULL,
	PRIMARY KEY(`key_id`, `day`)
);
--> statement-breakpoint
CREATE INDEX `key_usage_day` ON `key_usage` (`day`);--> statement-breakpoint
CREATE TABLE `templates` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`agent_id` text NOT NULL,
	`content_sid` text NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`category` text,
	`status` text NOT NULL,
	`rejection_reason` text,
	`body` text NOT NULL,
	`variables` text NOT NULL,
	`is_supported` integer NOT NULL,
	`synced_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `templates_content` ON `templates` (`tenant_id`,`agent_id`,`content_sid`);--> statement-breakpoint
ALTER TABLE `agents` ADD `model_provider` text DEFAULT 'auto' NOT NULL;--> statement-breakpoint
ALTER TABLE `whatsapp_lines` ADD `former_token_sealed` text;--> statement-breakpoint
ALTER TABLE `whatsapp_lines` ADD `former_token_until` integer;--> statement-breakpoint
ALTER TABLE `contacts` ADD `language_source` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `last_media_kind` text;--> statement-breakpoint
ALTER TABLE `conversations` ADD `last_whatsapp_inbound_at` integer;--> statement-breakpoint
ALTER TABLE `conversations` ADD `stopped_at` integer;--> statement-breakpoint
ALTER TABLE `messages` ADD `intent` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `failure_code` text;--> statement-breakpoint
ALTER TABLE `messages` ADD `failed_at` integer;--> statement-breakpoint
CREATE INDEX `messages_failed` ON `messages` (`tenant_id`,`failed_at`,`failure_code`) WHERE failed_at IS NOT NULL;--> statement-breakpoint
ALTER TABLE `pool_keys` ADD `hint` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `pool_keys` ADD `project` text;--> statement-breakpoint
ALTER TABLE `pool_keys` ADD `daily_quota` integer;--> statement-breakpoint
ALTER TABLE `pool_keys` ADD `retired_at` integer;--> statement-breakpoint
ALTER TABLE `tenants` ADD `alert_email` text;--> statement-breakpoint
ALTER TABLE `tenants` ADD `remove_provider_media` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `tenants` ADD `model_key_refused_at` integer;--> statement-breakpoint
CREATE INDEX `jobs_of_tenant` ON `jobs` (`tenant_id`,`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `key_rotation_log_at` ON `key_rotation_log` (`at`);--> statement-breakpoint
UPDATE `contacts` SET `language_source` = 'set' WHERE `language` IS NOT NULL;--> statement-breakpoint
UPDATE `conversations` SET `last_whatsapp_inbound_at` = `known`.`at` FROM (
	SELECT `tenant_id`, `conversation_id`, max(`accepted_at`) AS `at` FROM `messages` WHERE `channel` = 'whatsapp' AND `direction` = 'inbound' GROUP BY 1, 2
) AS `known` WHERE `conversations`.`tenant_id` = `known`.`tenant_id` AND `conversations`.`id` = `known`.`conversation_id`;
