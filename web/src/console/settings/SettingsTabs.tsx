import type { JSX } from "solid-js";
import { settingsWords } from "../../i18n/settingsWords.ts";
import { paths } from "../../paths.ts";
import { LinkTabs } from "../../ui/LinkTabs.tsx";

export type SettingsTab = "business" | "team" | "account";

/** What is set for everybody, who everybody is, and what is one's own. */
export const SettingsTabs = (props: { current: SettingsTab }): JSX.Element => (
  <LinkTabs
    label={settingsWords().title}
    tabs={[
      { href: paths.settings(), label: settingsWords().tabs.business, isCurrent: props.current === "business" },
      { href: paths.team(), label: settingsWords().tabs.team, isCurrent: props.current === "team" },
      { href: paths.settings("account"), label: settingsWords().tabs.account, isCurrent: props.current === "account" },
    ]}
  />
);
