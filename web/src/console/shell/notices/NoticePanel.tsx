import type { JSX } from "solid-js";
import { shellWords } from "../../../i18n/shellWords.ts";
import NoticeSettings from "./NoticeSettings.tsx";

/** Notifications among the settings of one's own. */
export default function NoticePanel(): JSX.Element {
  return (
    <section class="panel">
      <h2>{shellWords().notices.title}</h2>
      <NoticeSettings />
    </section>
  );
}
