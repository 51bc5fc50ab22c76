/**
 * The statements that reach several tenants' rows by design, by who makes them and what they go by. One that is not here fails the tests:
 * what looks across tenants is written down.
 */
export const crossTenantStatements: Record<string, string[]> = {
  "Accounts: by the hash of a token that was mailed": [
    `update "users" set "password_hash" = ?, "email_verified_at" = coalesce("users"."email_verified_at", ?) where ("users"."id" = ? and exists (select 1 from "mail_tokens" where "mail_tokens"."token_hash" = ? and "mail_tokens"."used_at" is null))`,
  ],
  "ConsoleSessions: by the hash of a cookie, or a user's": [
    `delete from "console_sessions" where "console_sessions"."token_hash" = ? returning "tenant_id"`,
    `delete from "console_sessions" where "console_sessions"."user_id" = ?`,
    `delete from "console_sessions" where ("console_sessions"."user_id" = ? and "console_sessions"."token_hash" <> ?)`,
    `delete from "console_sessions" where ("console_sessions"."user_id" = ? and "console_sessions"."token_hash" like ?) returning "token_hash", "tenant_id"`,
    `select "console_sessions"."tenant_id", "console_sessions"."expires_at", "users"."id", "users"."email", "users"."name", "users"."email_verified_at", "memberships"."role", "memberships"."created_at" from "console_sessions" inner join "users" on "users"."id" = "console_sessions"."user_id" inner join "memberships" on ("memberships"."tenant_id" = "console_sessions"."tenant_id" and "memberships"."user_id" = "console_sessions"."user_id") where ("console_sessions"."token_hash" = ? and "console_sessions"."expires_at" > ?) limit ?`,
    `select "console_sessions"."token_hash", "console_sessions"."tenant_id", "console_sessions"."device", "console_sessions"."created_at", "console_sessions"."expires_at", "tenants"."name" from "console_sessions" inner join "memberships" on ("memberships"."tenant_id" = "console_sessions"."tenant_id" and "memberships"."user_id" = "console_sessions"."user_id") inner join "tenants" on "tenants"."id" = "console_sessions"."tenant_id" where ("console_sessions"."user_id" = ? and "console_sessions"."expires_at" > ?) order by "console_sessions"."expires_at" desc, "console_sessions"."created_at" desc limit ?`,
    `update "console_sessions" set "expires_at" = ? where "console_sessions"."token_hash" = ?`,
    `update "console_sessions" set "tenant_id" = ? where ("console_sessions"."token_hash" = ? and "console_sessions"."user_id" = ? and exists (select 1 from memberships m where m.tenant_id = ? and m.user_id = ?))`,
  ],
  "Directory: where something is": [
    `select "agents"."tenant_id", "agents"."id", "customer_sessions"."contact_id" as "customer_id", "contact_identities"."contact_id" as "visitor_id" from "agents" left join "customer_sessions" on ("customer_sessions"."tenant_id" = "agents"."tenant_id" and "customer_sessions"."token_hash" = ? and "customer_sessions"."expires_at" > ?) left join "contact_identities" on ("contact_identities"."tenant_id" = "agents"."tenant_id" and "contact_identities"."kind" = ? and "contact_identities"."value" = ?) where ("agents"."slug" = ? and "agents"."deleted_at" is null) limit ?`,
    `select "tenant_id" from "whatsapp_lines" union select "tenant_id" from "alerts" where "alerts"."closed_at" is null order by 1 limit ?`,
    `select "tenant_id" from "whatsapp_lines" where "whatsapp_lines"."tenant_id" > ? union select "tenant_id" from "alerts" where ("alerts"."closed_at" is null and "alerts"."tenant_id" > ?) order by 1 limit ?`,
    `WITH RECURSIVE busy (id) AS ( SELECT MIN(tenant_id) FROM jobs UNION ALL SELECT (SELECT MIN(tenant_id) FROM jobs WHERE tenant_id > busy.id) FROM busy WHERE busy.id IS NOT NULL ) SELECT busy.id AS tenantId, json_each.value ->> 0 AS jobId FROM busy CROSS JOIN json_each(( SELECT json_group_array(json_array(id, due_at)) FROM (SELECT * FROM (SELECT id, due_at FROM jobs WHERE tenant_id = busy.id AND state = ? AND due_at <= ? ORDER BY due_at LIMIT ?) UNION ALL SELECT * FROM (SELECT id, due_at FROM jobs WHERE tenant_id = busy.id AND state = ? AND due_at <= ? ORDER BY due_at LIMIT ?) ORDER BY due_at) )) WHERE busy.id IS NOT NULL ORDER BY json_each.key, json_each.value ->> 1 LIMIT ?`,
    `select "tenant_id", "id" from "media" where ("media"."message_id" is null and "media"."created_at" <= ?) order by "media"."created_at" asc limit ?`,
    `select "tenant_id", "id", "agent_id", "account_sid", "number" from "whatsapp_lines" order by "whatsapp_lines"."tenant_id" asc, "whatsapp_lines"."id" asc limit ?`,
    `select "tenant_id", "id", "agent_id", "account_sid", "number" from "whatsapp_lines" where ("whatsapp_lines"."account_sid" = ? and "whatsapp_lines"."number" = ?) limit ?`,
    `select "tenant_id", "id", "agent_id", "account_sid", "number" from "whatsapp_lines" where ("whatsapp_lines"."tenant_id" > ? or ("whatsapp_lines"."tenant_id" = ? and "whatsapp_lines"."id" > ?)) order by "whatsapp_lines"."tenant_id" asc, "whatsapp_lines"."id" asc limit ?`,
    `select "tenant_id", "role", "last_seen_at" from "memberships" where "memberships"."user_id" = ? order by "memberships"."created_at" asc, "memberships"."tenant_id" asc`,
    `select "tenant_id", "url_hash" from "link_previews" where "link_previews"."expires_at" <= ? order by "link_previews"."expires_at" asc limit ?`,
    `select distinct "memberships"."tenant_id" from "users" inner join "memberships" on "memberships"."user_id" = "users"."id" where ("users"."email" in (?) and "users"."email_verified_at" is not null)`,
    `select distinct "memberships"."tenant_id" from "users" inner join "memberships" on "memberships"."user_id" = "users"."id" where ("users"."email" in (?…) and "users"."email_verified_at" is not null)`,
  ],
  "Invitations: by the hash of a token that was mailed": [
    `insert into "console_sessions" ("token_hash", "user_id", "tenant_id", "created_at", "expires_at", "device") select ?…, tenant_id, ?… from invitations where token_hash = ? and accepted_at is null and revoked_at is null and expires_at > ?`,
    `insert into "memberships" ("tenant_id", "user_id", "role", "created_at", "last_seen_at") select tenant_id, ?, role, ?… from invitations where token_hash = ? and accepted_at is null and revoked_at is null and expires_at > ? on conflict do nothing`,
    `insert into "users" ("id", "email", "name", "password_hash", "email_verified_at", "created_at") select ?… from invitations where token_hash = ? and accepted_at is null and revoked_at is null and expires_at > ?`,
    `select "tenant_id", "id", "email", "role", "token_hash", "invited_by", "created_at", "expires_at", "accepted_at", "revoked_at" from "invitations" where "invitations"."token_hash" = ? limit ?`,
    `update "invitations" set "accepted_at" = ? where ("invitations"."token_hash" = ? and ("invitations"."accepted_at" is null and "invitations"."revoked_at" is null) and "invitations"."expires_at" > ?)`,
    `update "users" set "email_verified_at" = coalesce("users"."email_verified_at", ?) where ("users"."id" = ? and exists (select 1 from invitations where token_hash = ? and accepted_at is null and revoked_at is null and expires_at > ?))`,
    `update "users" set "name" = ?, "password_hash" = ?, "email_verified_at" = coalesce("users"."email_verified_at", ?) where ("users"."id" = ? and exists (select 1 from invitations where token_hash = ? and accepted_at is null and revoked_at is null and expires_at > ?))`,
  ],
  "MailTokens: by the hash of a token that was mailed, or a user's": [
    `insert into "mail_tokens" ("token_hash", "purpose", "user_id", "tenant_id", "contact_id", "email", "expires_at", "used_at") values (?…)`,
    `select "token_hash", "purpose", "user_id", "tenant_id", "contact_id", "email", "expires_at", "used_at" from "mail_tokens" where ("mail_tokens"."token_hash" = ? and "mail_tokens"."purpose" = ?) limit ?`,
    `update "mail_tokens" set "used_at" = ? where ("mail_tokens"."token_hash" = ? and "mail_tokens"."used_at" is null)`,
    `update "mail_tokens" set "used_at" = ? where ("mail_tokens"."user_id" = ? and "mail_tokens"."purpose" = ? and "mail_tokens"."used_at" is null)`,
  ],
  "PlatformView: counts and times for who runs the installation": [
    `select "alerts"."id", "alerts"."tenant_id", "tenants"."name", "alerts"."kind", "alerts"."subject", "alerts"."detail", "alerts"."opened_at" from "alerts" inner join "tenants" on "tenants"."id" = "alerts"."tenant_id" where "alerts"."closed_at" is null order by "alerts"."opened_at" desc limit ?`,
    `select "id", "name", "created_at", (select count(*) from agents where tenant_id = tenants.id and deleted_at is null), (select count(*) from whatsapp_lines where tenant_id = tenants.id), nullif(max(ifnull(( select max(( select max(last_message_at) from conversations where tenant_id = tenants.id and is_client = flags.value & 1 and attention = (flags.value >> 1) & 1 and last_message_at > 0 and place = 'open' )) from json_each('[0,1,2,3]') flags), 0), ifnull(( select max(( select max(last_message_at) from conversations where tenant_id = tenants.id and place = places.value and last_message_at > 0 and place <> 'open' )) from json_each('["snoozed","closed","blocked"]') places), 0)), 0), (select count(*) from alerts where tenant_id = tenants.id and closed_at is null) from "tenants" order by "tenants"."id" asc limit ?`,
    `select "id", "name", "created_at", (select count(*) from agents where tenant_id = tenants.id and deleted_at is null), (select count(*) from whatsapp_lines where tenant_id = tenants.id), nullif(max(ifnull(( select max(( select max(last_message_at) from conversations where tenant_id = tenants.id and is_client = flags.value & 1 and attention = (flags.value >> 1) & 1 and last_message_at > 0 and place = 'open' )) from json_each('[0,1,2,3]') flags), 0), ifnull(( select max(( select max(last_message_at) from conversations where tenant_id = tenants.id and place = places.value and last_message_at > 0 and place <> 'open' )) from json_each('["snoozed","closed","blocked"]') places), 0)), 0), (select count(*) from alerts where tenant_id = tenants.id and closed_at is null) from "tenants" where "tenants"."id" > ? order by "tenants"."id" asc limit ?`,
    `select count(*) from "jobs" where "jobs"."state" = ?`,
    `select count(*), min("due_at") from "jobs" where ("jobs"."state" in (?…) and "jobs"."due_at" <= ?)`,
  ],
  "PoolKeyDesk: the installation's own": [
    `select "id", "key_id", "tenant_id", "outcome", "at" from "key_rotation_log" order by "key_rotation_log"."id" desc limit ?`,
    `select "id", "key_id", "tenant_id", "outcome", "at" from "key_rotation_log" where "key_rotation_log"."id" < ? order by "key_rotation_log"."id" desc limit ?`,
  ],
  "purgeExpired: by age alone": [
    `delete from "console_sessions" where "console_sessions"."expires_at" <= ?`,
    `delete from "customer_sessions" where "customer_sessions"."expires_at" <= ?`,
    `delete from "jobs" where ("jobs"."state" = ? and "jobs"."due_at" <= ?)`,
    `delete from "key_rotation_log" where "key_rotation_log"."id" < coalesce(((select "id" from "key_rotation_log" where "key_rotation_log"."at" > ? order by "key_rotation_log"."id" asc limit ?)), 0)`,
    `delete from "mail_tokens" where "mail_tokens"."expires_at" <= ?`,
  ],
  "Restores: backups on their way in, whose tenant may not be here yet, and what of theirs is taken": [
    `delete from "restores" where "restores"."id" = ?`,
    `delete from "users" where ("users"."id" in (select value from json_each(?)) and not exists (select 1 from "memberships" where "memberships"."user_id" = "users"."id"))`,
    `select "code" from "agent_shares" where "agent_shares"."code" in (select value from json_each(?))`,
    `select "id", "state", "tenant_id", "tenant_name", "place", "total_bytes", "failure", "failure_detail", "started_by", "created_at", "updated_at" from "restores" order by "restores"."id" desc limit ?`,
    `select "id", "state", "tenant_id", "tenant_name", "place", "total_bytes", "failure", "failure_detail", "started_by", "created_at", "updated_at" from "restores" where "restores"."id" = ? limit ?`,
    `select "number" from "whatsapp_lines" where ("whatsapp_lines"."account_sid" = ? and "whatsapp_lines"."number" = ?)`,
    `select "number" from "whatsapp_lines" where (("whatsapp_lines"."account_sid" = ? and "whatsapp_lines"."number" = ?) or ("whatsapp_lines"."account_sid" = ? and "whatsapp_lines"."number" = ?))`,
    `select "slug" from "agents" where "agents"."slug" in (select value from json_each(?))`,
    `update "restores" set "state" = ? where ("restores"."id" = ? and "restores"."state" = ? and "restores"."place" is null) returning "id"`,
    `update "restores" set "state" = ?, "place" = ?, "failure" = ? where ("restores"."id" = ? and "restores"."state" = ? and "restores"."place" = ?) returning "id"`,
  ],
  "Directory: tenants that are not on their way in": [
    `select "id", "time_zone" from "tenants" where ("tenants"."id" > ? and not exists (select "id" from "restores" where ("restores"."tenant_id" = "tenants"."id" and "restores"."state" = ?))) order by "tenants"."id" asc limit ?`,
    `select "id", "time_zone" from "tenants" where not exists (select "id" from "restores" where ("restores"."tenant_id" = "tenants"."id" and "restores"."state" = ?)) order by "tenants"."id" asc limit ?`,
  ],
};
