CREATE TABLE `restores` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`tenant_id` text,
	`tenant_name` text,
	`place` text,
	`total_bytes` integer NOT NULL,
	`failure` text,
	`failure_detail` text,
	`started_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
