-- Since when somebody is a client: who wrote before that was a lead then, and was won.
CREATE TRIGGER contacts_born_client AFTER INSERT ON contacts
WHEN EXISTS (SELECT 1 FROM json_each(new.roles) WHERE value = 'client') BEGIN
  UPDATE contacts SET client_since = new.created_at WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER contacts_made_client AFTER UPDATE OF roles ON contacts
WHEN EXISTS (SELECT 1 FROM json_each(new.roles) WHERE value = 'client')
  AND NOT EXISTS (SELECT 1 FROM json_each(old.roles) WHERE value = 'client') BEGIN
  UPDATE contacts SET client_since = new.updated_at WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER contacts_unmade_client AFTER UPDATE OF roles ON contacts
WHEN new.client_since IS NOT NULL AND NOT EXISTS (SELECT 1 FROM json_each(new.roles) WHERE value = 'client') BEGIN
  UPDATE contacts SET client_since = NULL WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
UPDATE contacts SET client_since = created_at WHERE EXISTS (SELECT 1 FROM json_each(roles) WHERE value = 'client');
