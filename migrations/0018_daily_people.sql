CREATE TABLE `daily_leads` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`agent_id` text NOT NULL,
	`new_leads` integer NOT NULL,
	`converted_leads` integer NOT NULL,
	`engaged_after` text NOT NULL,
	`qualified_after` text NOT NULL,
	`converted_after` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `agent_id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `daily_people` (
	`tenant_id` text NOT NULL,
	`day` text NOT NULL,
	`agent_id` text NOT NULL,
	`level` integer NOT NULL,
	`by_gap` text NOT NULL,
	PRIMARY KEY(`tenant_id`, `day`, `agent_id`, `level`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `stale_days` (
	`tenant_id` text NOT NULL,
	`what` text NOT NULL,
	`day` text NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `what`, `day`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
DROP INDEX `media_contact`;--> statement-breakpoint
CREATE INDEX `media_contact` ON `media` (`tenant_id`,`contact_id`,`id`);--> statement-breakpoint
ALTER TABLE `daily_contacts` ADD `person_id` text DEFAULT '' NOT NULL;--> statement-breakpoint
UPDATE daily_contacts SET person_id = contact_id;--> statement-breakpoint
UPDATE daily_contacts SET person_id = (
  WITH RECURSIVE up (id, next) AS (
    SELECT k.id, k.merged_into FROM contacts AS k WHERE k.tenant_id = daily_contacts.tenant_id AND k.id = daily_contacts.contact_id
    UNION ALL
    SELECT k.id, k.merged_into FROM up JOIN contacts AS k ON k.tenant_id = daily_contacts.tenant_id AND k.id = up.next
  )
  SELECT id FROM up WHERE next IS NULL
)
WHERE EXISTS (
  SELECT 1 FROM contacts AS k
  WHERE k.tenant_id = daily_contacts.tenant_id AND k.id = daily_contacts.contact_id AND k.merged_into IS NOT NULL
);--> statement-breakpoint
-- What was counted before is counted again by the clock, some days at a time.
INSERT INTO stale_days (tenant_id, what, day, times) SELECT DISTINCT tenant_id, 'people', day, 1 FROM daily_contacts;--> statement-breakpoint
-- A day of the tenant's own is that of UTC, or the one before or after.
INSERT INTO stale_days (tenant_id, what, day, times)
SELECT DISTINCT f.tenant_id, 'leads', date(f.at / 1000, 'unixepoch', o.value || ' days'), 1
FROM (SELECT tenant_id, new_at AS at FROM funnel UNION ALL SELECT tenant_id, converted_at FROM funnel WHERE converted_at IS NOT NULL) AS f
CROSS JOIN json_each('[-1, 0, 1]') AS o;--> statement-breakpoint
CREATE INDEX `daily_contacts_person` ON `daily_contacts` (`tenant_id`,`person_id`,`day`);--> statement-breakpoint
CREATE INDEX `daily_contacts_latest` ON `daily_contacts` (`tenant_id`,`day`,`person_id`);--> statement-breakpoint
DROP INDEX `funnel_new`;--> statement-breakpoint
DROP INDEX `funnel_converted`;--> statement-breakpoint
CREATE INDEX `funnel_new` ON `funnel` (`tenant_id`,`new_at`,`contact_id`);--> statement-breakpoint
CREATE INDEX `funnel_converted` ON `funnel` (`tenant_id`,`converted_at`,`contact_id`) WHERE converted_at IS NOT NULL;--> statement-breakpoint
DROP INDEX funnel_engaged;--> statement-breakpoint
DROP INDEX funnel_qualified;--> statement-breakpoint
CREATE INDEX funnel_engaged ON funnel (tenant_id, coalesce(engaged_at, qualified_at, converted_at), contact_id)
  WHERE coalesce(engaged_at, qualified_at, converted_at) IS NOT NULL;--> statement-breakpoint
CREATE INDEX funnel_qualified ON funnel (tenant_id, coalesce(qualified_at, converted_at), contact_id)
  WHERE coalesce(qualified_at, converted_at) IS NOT NULL;
