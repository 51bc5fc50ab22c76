UPDATE `conversations` SET `inbound_count` = `unread_count`;--> statement-breakpoint
ALTER TABLE `conversations` DROP COLUMN `is_unread`;--> statement-breakpoint
ALTER TABLE `conversations` DROP COLUMN `unread_count`;
