import type { Alert, HealthReport } from "../../../../schema/contract/health.ts";
import { healthWords } from "../../i18n/healthWords.ts";
import { paths } from "../../paths.ts";

/** Where the page of failures is on the health page. */
export const failuresId = "failures";

export interface Fix {
  href: string;
  label: string;
}

/** Where an alert is mended; null when there is nothing a person of this tenant could do about it here. */
export const alertFix = (
  { kind, subject }: Pick<Alert, "kind" | "subject">,
  { lines, quota }: Pick<HealthReport, "lines" | "quota">,
): Fix | null => {
  const words = healthWords().fix;
  switch (kind) {
    case "line_silent":
    case "line_refused":
    case "signatures_refused": {
      const line = lines.find(({ number }) => number === subject);
      return line ? { href: paths.agent(line.agentId, "whatsapp"), label: words.whatsapp } : null;
    }
    case "sends_failing":
      return { href: `${paths.health()}#${failuresId}`, label: words.failures };
    case "model_key_invalid":
      return { href: paths.settings(), label: words.settings };
    case "model_quota_near":
      return { href: paths.platform("keys"), label: words.keys };
    case "spend_near_cap": {
      const agent = quota.find(({ agentName }) => agentName === subject);
      return agent ? { href: paths.agent(agent.agentId, "limits"), label: words.limits } : null;
    }
    case "outbox_stuck":
    case "jobs_stuck":
      return null;
  }
};
