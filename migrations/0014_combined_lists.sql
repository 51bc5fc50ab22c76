DROP INDEX `conversation_labels_label`;
--> statement-breakpoint
ALTER TABLE `conversation_labels` ADD `is_client` integer DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE `conversation_labels` ADD `agent_id` text DEFAULT '' NOT NULL;
--> statement-breakpoint
ALTER TABLE `conversation_labels` ADD `assignee_id` text;
--> statement-breakpoint
-- By what a label's list is narrowed stands beside where the conversation stands in it, so that each combination has an index of its own.
DROP TRIGGER conversations_ranked_by_label;
--> statement-breakpoint
DROP TRIGGER conversation_labels_ranked;
--> statement-breakpoint
UPDATE conversation_labels SET (is_client, agent_id, assignee_id) = (
  SELECT c.is_client, c.agent_id, c.assignee_id FROM conversations AS c
  WHERE c.tenant_id = conversation_labels.tenant_id AND c.id = conversation_labels.conversation_id
);
--> statement-breakpoint
CREATE TRIGGER conversations_ranked_by_label
AFTER UPDATE OF last_message_at, attention, place, moved_to, is_client, agent_id, assignee_id ON conversations
WHEN new.place <> old.place OR new.attention <> old.attention OR new.moved_to IS NOT old.moved_to
  OR (new.last_message_at > 0) <> (old.last_message_at > 0) OR new.is_client <> old.is_client OR new.agent_id <> old.agent_id
  OR new.assignee_id IS NOT old.assignee_id
  OR (new.label_ids <> '[]' AND new.last_message_at / 600000 <> old.last_message_at / 600000) BEGIN
  UPDATE conversation_labels
  SET place = iif(new.last_message_at > 0 AND new.moved_to IS NULL, new.place, ''), list_attention = new.attention,
    list_at = new.last_message_at, is_client = new.is_client, agent_id = new.agent_id, assignee_id = new.assignee_id
  WHERE tenant_id = new.tenant_id AND conversation_id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER conversation_labels_ranked AFTER INSERT ON conversation_labels BEGIN
  UPDATE conversation_labels
  SET (place, list_attention, list_at, is_client, agent_id, assignee_id) = (
    SELECT iif(c.last_message_at > 0 AND c.moved_to IS NULL, c.place, ''), c.attention, c.last_message_at, c.is_client, c.agent_id,
      c.assignee_id
    FROM conversations AS c WHERE c.tenant_id = new.tenant_id AND c.id = new.conversation_id
  )
  WHERE tenant_id = new.tenant_id AND conversation_id = new.conversation_id AND label_id = new.label_id;
END;
--> statement-breakpoint
CREATE INDEX `conversation_labels_agent` ON `conversation_labels` (`tenant_id`,`label_id`,`agent_id`,`place`,`is_client`,`list_attention`,`list_at`,`conversation_id`);
--> statement-breakpoint
CREATE INDEX `conversation_labels_assignee` ON `conversation_labels` (`tenant_id`,`label_id`,`assignee_id`,`list_attention`,`list_at`,`conversation_id`) WHERE assignee_id IS NOT NULL AND place = 'open';
--> statement-breakpoint
CREATE INDEX `conversation_labels_assignee_of_agent` ON `conversation_labels` (`tenant_id`,`label_id`,`assignee_id`,`agent_id`,`list_attention`,`list_at`,`conversation_id`) WHERE assignee_id IS NOT NULL AND place = 'open';
--> statement-breakpoint
CREATE INDEX `conversation_labels_label` ON `conversation_labels` (`tenant_id`,`label_id`,`place`,`is_client`,`list_attention`,`list_at`,`conversation_id`);
--> statement-breakpoint
CREATE INDEX `conversations_assignee_of_agent` ON `conversations` (`tenant_id`,`assignee_id`,`agent_id`,`list_attention`,`list_at`,`id`) WHERE list_at IS NOT NULL;
