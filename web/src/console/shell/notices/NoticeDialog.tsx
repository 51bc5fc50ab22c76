import type { JSX } from "solid-js";
import { shellWords } from "../../../i18n/shellWords.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import NoticeSettings from "./NoticeSettings.tsx";

export default function NoticeDialog(props: { onClose(): void }): JSX.Element {
  return (
    <Dialog isOpen onClose={props.onClose} title={shellWords().notices.title}>
      <NoticeSettings />
    </Dialog>
  );
}
