-- Whether a conversation is a client's follows the roles of its contact, the moment they change: the inbox filters by it in an index.
CREATE TRIGGER conversations_opened AFTER INSERT ON conversations BEGIN
  UPDATE conversations SET is_client = 1
  WHERE tenant_id = new.tenant_id AND id = new.id AND EXISTS (
    SELECT 1 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id AND instr(roles, '"client"') > 0
  );
END;
--> statement-breakpoint
CREATE TRIGGER conversations_reassigned AFTER UPDATE OF contact_id ON conversations WHEN new.contact_id <> old.contact_id BEGIN
  UPDATE conversations SET is_client = (
    SELECT instr(roles, '"client"') > 0 FROM contacts WHERE tenant_id = new.tenant_id AND id = new.contact_id
  )
  WHERE tenant_id = new.tenant_id AND id = new.id;
END;
--> statement-breakpoint
CREATE TRIGGER contacts_roles_changed AFTER UPDATE OF roles ON contacts
WHEN (instr(new.roles, '"client"') > 0) <> (instr(old.roles, '"client"') > 0) BEGIN
  UPDATE conversations SET is_client = instr(new.roles, '"client"') > 0
  WHERE tenant_id = new.tenant_id AND contact_id = new.id;
END;
