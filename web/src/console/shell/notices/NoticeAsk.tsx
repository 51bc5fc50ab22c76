import "./notices.css";
import Bell from "lucide-solid/icons/bell";
import { createSignal, type JSX } from "solid-js";
import { shellWords } from "../../../i18n/shellWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { changeSettings } from "./browserSettings.ts";
import { turnOn } from "./turnOn.ts";

/** Offers notifications, once, after the first message has come: the browser's own question follows only a yes. */
export default function NoticeAsk(props: { onAnswered(): void }): JSX.Element {
  const [isBusy, setBusy] = createSignal(false);
  const words = () => shellWords().notices;
  const accept = async () => {
    setBusy(true);
    const outcome = await turnOn();
    if (outcome !== "on") showToast({ text: outcome === "refused" ? words().denied : words().failed, tone: "problem" });
    props.onAnswered();
  };
  return (
    <section class="notice-ask" aria-label={words().switchOn}>
      <Bell size={18} />
      <p>{words().ask}</p>
      <div class="notice-answers">
        <Button tone="primary" isBusy={isBusy()} onClick={() => void accept()}>
          {words().yes}
        </Button>
        <Button
          tone="quiet"
          onClick={() => {
            changeSettings({ wasAsked: true });
            props.onAnswered();
          }}
        >
          {words().later}
        </Button>
      </div>
    </section>
  );
}
