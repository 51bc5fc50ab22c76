-- Who reached a stage within a range is found by when they did; someone who skipped a stage counts as having passed it.
CREATE INDEX funnel_engaged ON funnel (tenant_id, coalesce(engaged_at, qualified_at, converted_at))
WHERE coalesce(engaged_at, qualified_at, converted_at) IS NOT NULL;
--> statement-breakpoint
CREATE INDEX funnel_qualified ON funnel (tenant_id, coalesce(qualified_at, converted_at)) WHERE coalesce(qualified_at, converted_at) IS NOT NULL;
