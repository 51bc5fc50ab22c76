/** The columns every agent's row must have, for tests that write rows past the product. */
export const agentRow = `INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels,
  daily_message_limit, daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version, created_at, updated_at)
  VALUES (?1, ?2, ?3, ?2, '', '', '', '[]', 'ai_only', 1, '[]', 15, 0, 1, 1, 4000, '', 'm', 1, 0, 0)`;

export const tenantRow =
  "INSERT INTO tenants (id, name, language, time_zone, consultant_phones, reception_phones, created_at) VALUES (?1, 'T', 'it', 'Europe/Rome', '[]', '[]', 0)";
