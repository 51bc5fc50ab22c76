import type { Accessor } from "solid-js";
import type { Alert } from "../../../../schema/contract/health.ts";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import type { Page } from "../../api/paged.ts";

const none: readonly Alert[] = [];

/** The open alerts, once somebody is signed in. Live events say when to read them again; now and then they are read anyway. */
export const createOpenAlerts = (isSignedIn: Accessor<boolean>): Accessor<readonly Alert[]> => {
  const alerts = createCached<Page<Alert>>(() => ({
    queryKey: keys.alerts,
    queryFn: ({ signal }) => call("GET /api/health/alerts", {}, signal),
    enabled: isSignedIn(),
    refetchInterval: 5 * 60_000,
  }));
  return () => alerts.data()?.items ?? none;
};
