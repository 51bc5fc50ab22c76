CREATE TABLE `agents` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`persona` text NOT NULL,
	`instructions` text NOT NULL,
	`greeting` text NOT NULL,
	`starters` text NOT NULL,
	`integration_mode` text NOT NULL,
	`is_active` integer NOT NULL,
	`levels` text NOT NULL,
	`level_prompt_overlay_1` text,
	`level_prompt_overlay_2` text,
	`level_prompt_overlay_3` text,
	`daily_message_limit` integer NOT NULL,
	`daily_message_limit_silver` integer,
	`daily_message_limit_gold` integer,
	`daily_spend_cap_micros` integer NOT NULL,
	`concise_mode` integer NOT NULL,
	`auto_response_enabled` integer NOT NULL,
	`quiet_ms` integer NOT NULL,
	`upgrade_text` text NOT NULL,
	`upgrade_url` text,
	`model_name` text NOT NULL,
	`version` integer NOT NULL,
	`deleted_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `agents_slug` ON `agents` (`slug`);--> statement-breakpoint
CREATE TABLE `knowledge_chunks` (
	`rowid` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tenant_id` text NOT NULL,
	`item_id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`text` text NOT NULL,
	FOREIGN KEY (`tenant_id`,`item_id`) REFERENCES `knowledge_items`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `knowledge_chunks_item` ON `knowledge_chunks` (`tenant_id`,`item_id`);--> statement-breakpoint
CREATE TABLE `knowledge_items` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`scope` text NOT NULL,
	`agent_id` text,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`min_level` integer NOT NULL,
	`state` text NOT NULL,
	`failure` text,
	`characters` integer NOT NULL,
	`file_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `knowledge_items_agent` ON `knowledge_items` (`tenant_id`,`agent_id`);--> statement-breakpoint
CREATE TABLE `whatsapp_lines` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`agent_id` text NOT NULL,
	`account_sid` text NOT NULL,
	`number` text NOT NULL,
	`auth_token_sealed` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `whatsapp_lines_number` ON `whatsapp_lines` (`account_sid`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `whatsapp_lines_agent` ON `whatsapp_lines` (`tenant_id`,`agent_id`);--> statement-breakpoint
CREATE TABLE `contact_identities` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`contact_id` text NOT NULL,
	`kind` text NOT NULL,
	`value` text NOT NULL,
	`verified_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contact_identities_value` ON `contact_identities` (`tenant_id`,`kind`,`value`);--> statement-breakpoint
CREATE INDEX `contact_identities_contact` ON `contact_identities` (`tenant_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `contact_merges` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`winner_id` text NOT NULL,
	`loser_id` text NOT NULL,
	`reason` text NOT NULL,
	`moved` text NOT NULL,
	`merged_at` integer NOT NULL,
	`undone_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`winner_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`loser_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contact_merges_loser` ON `contact_merges` (`tenant_id`,`loser_id`);--> statement-breakpoint
CREATE INDEX `contact_merges_winner` ON `contact_merges` (`tenant_id`,`winner_id`,`id`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`display_name` text NOT NULL,
	`roles` text NOT NULL,
	`language` text,
	`note` text NOT NULL,
	`password_hash` text,
	`claimed_email` text,
	`ai_disclosed_at` integer,
	`merged_into` text,
	`deleted_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `contacts_name` ON `contacts` (`tenant_id`,`display_name`);--> statement-breakpoint
CREATE INDEX `contacts_claimed_email` ON `contacts` (`tenant_id`,`claimed_email`,`id`);--> statement-breakpoint
CREATE TABLE `customer_sessions` (
	`tenant_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`contact_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `token_hash`),
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `customer_sessions_contact` ON `customer_sessions` (`tenant_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `customer_sessions_expires` ON `customer_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `dossier_entries` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`contact_id` text NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`happened_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `dossier_entries_contact` ON `dossier_entries` (`tenant_id`,`contact_id`,`happened_at`);--> statement-breakpoint
CREATE TABLE `link_codes` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`agent_id` text NOT NULL,
	`web_contact_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`whatsapp_contact_id` text,
	`confirm_code_hash` text,
	`tries` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`web_contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `link_codes_code` ON `link_codes` (`tenant_id`,`agent_id`,`code_hash`);--> statement-breakpoint
CREATE INDEX `link_codes_web_contact` ON `link_codes` (`tenant_id`,`web_contact_id`);--> statement-breakpoint
CREATE TABLE `subscriptions` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`contact_id` text,
	`email` text,
	`level` integer NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `subscriptions_contact` ON `subscriptions` (`tenant_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `subscriptions_email` ON `subscriptions` (`tenant_id`,`email`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`agent_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`level` integer NOT NULL,
	`ai_enabled` integer NOT NULL,
	`overridden_at` integer,
	`overridden_by` text,
	`needs_person` text,
	`unread_count` integer NOT NULL,
	`is_client` integer DEFAULT false NOT NULL,
	`is_unread` integer GENERATED ALWAYS AS (unread_count > 0) VIRTUAL,
	`last_message_at` integer NOT NULL,
	`last_text` text,
	`last_channel` text,
	`last_direction` text,
	`last_sender` text,
	`last_status` text,
	`attention` integer NOT NULL,
	`moved_to` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`agent_id`) REFERENCES `agents`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`contact_id`) REFERENCES `contacts`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `conversations_pair` ON `conversations` (`tenant_id`,`agent_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `conversations_inbox` ON `conversations` (`tenant_id`,`is_client`,`is_unread`,`attention`,`last_message_at`,`id`) WHERE last_message_at > 0;--> statement-breakpoint
CREATE INDEX `conversations_inbox_of_agent` ON `conversations` (`tenant_id`,`agent_id`,`is_client`,`is_unread`,`attention`,`last_message_at`,`id`) WHERE last_message_at > 0;--> statement-breakpoint
CREATE INDEX `conversations_contact` ON `conversations` (`tenant_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `messages` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`channel` text NOT NULL,
	`direction` text NOT NULL,
	`sender` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`status` text NOT NULL,
	`level` integer NOT NULL,
	`batch_id` text,
	`model` text,
	`tokens_in` integer,
	`tokens_out` integer,
	`accepted_at` integer NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `audit_entries` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `console_sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `console_sessions_user` ON `console_sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `console_sessions_expires` ON `console_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `files` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`r2_key` text NOT NULL,
	`name` text NOT NULL,
	`media_type` text NOT NULL,
	`bytes` integer NOT NULL,
	`sha256` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `jobs` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`unique_key` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`due_at` integer NOT NULL,
	`failure` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_unique` ON `jobs` (`tenant_id`,`unique_key`);--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`state`,`due_at`);--> statement-breakpoint
CREATE TABLE `key_rotation_log` (
	`id` integer PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`conversation_id` text,
	`outcome` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mail_tokens` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text,
	`tenant_id` text,
	`contact_id` text,
	`email` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `mail_tokens_expires` ON `mail_tokens` (`expires_at`);--> statement-breakpoint
CREATE INDEX `mail_tokens_user` ON `mail_tokens` (`user_id`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`tenant_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `user_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `memberships_user` ON `memberships` (`user_id`);--> statement-breakpoint
CREATE TABLE `pool_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`key_sealed` text NOT NULL,
	`fingerprint` text NOT NULL,
	`is_active` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`usage_count` integer NOT NULL,
	`rests_until` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pool_keys_fingerprint` ON `pool_keys` (`fingerprint`);--> statement-breakpoint
CREATE TABLE `rate_limits` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`resets_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `rate_limits_resets` ON `rate_limits` (`resets_at`);--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`language` text NOT NULL,
	`time_zone` text NOT NULL,
	`consultant_phones` text NOT NULL,
	`reception_phones` text NOT NULL,
	`model_key_sealed` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`name` text NOT NULL,
	`password_hash` text NOT NULL,
	`email_verified_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);