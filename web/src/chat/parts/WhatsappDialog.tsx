import { Show, createSignal, type JSX } from "solid-js";
import { call } from "../../api/client.ts";
import { asProblem } from "../../api/problem.ts";
import { usePage } from "../page.ts";
import { timeOf } from "../time.ts";
import { failureIn } from "../words/words.ts";
import { Dialog } from "./Dialog.tsx";
import { Field } from "./Field.tsx";
import { Qr } from "./Qr.tsx";

/** Linking this browser with a WhatsApp number, in two steps: a code goes there, another comes back (DESIGN section 3). */
export const WhatsappDialog = (props: { onClose: () => void }): JSX.Element => {
  const { chat, words } = usePage();
  const params = { slug: chat.slug };
  const [made, setMade] = createSignal<Made>();
  const [failure, setFailure] = createSignal("");
  const make = async () => {
    setFailure("");
    try {
      setMade(await call("POST /api/public/ai/{slug}/whatsapp-link", { params }));
    } catch (reason) {
      setFailure(failureIn(words, asProblem(reason).key));
    }
  };
  void make();
  return (
    <Dialog title={words.linkTitle} onClose={props.onClose}>
      <Show when={chat.info().linkedWhatsapp} fallback={<Steps made={made()} onAgain={() => void make()} />}>
        <p class="notice done" role="status">
          {words.linkDone}
        </p>
        <a class="button" href={made()?.url.split("?")[0]} target="_blank" rel="noopener noreferrer">
          {words.linkOpen}
        </a>
      </Show>
      <p class="failed" role="alert">
        {failure()}
      </p>
    </Dialog>
  );
};

interface Made {
  code: string;
  url: string;
  expiresAt: string;
}

const Steps = (props: { made: Made | undefined; onAgain: () => void }): JSX.Element => {
  const { words, language } = usePage();
  const isDesk = matchMedia("(hover: hover) and (pointer: fine)").matches;
  return (
    <ol class="steps">
      <li>
        <div class="step">
          <p>{words.linkFirst}</p>
          <p class="code">{props.made?.code ?? "·····"}</p>
          <Show when={props.made}>
            {(made) => (
              <>
                <Show when={isDesk}>
                  <Qr text={made().url} />
                  <p class="soft">{words.linkScan}</p>
                </Show>
                <a class="button" href={made().url} target="_blank" rel="noopener noreferrer">
                  {words.linkOpen}
                </a>
                <p class="soft">{words.linkUntil(timeOf(language, made().expiresAt))}</p>
              </>
            )}
          </Show>
        </div>
      </li>
      <li>
        <Confirm onAgain={props.onAgain} />
      </li>
    </ol>
  );
};

const Confirm = (props: { onAgain: () => void }): JSX.Element => {
  const { chat, words } = usePage();
  const [failure, setFailure] = createSignal("");
  const confirm = async (form: HTMLFormElement) => {
    const code = String(new FormData(form).get("code") ?? "").replace(/\D/g, "");
    setFailure("");
    try {
      chat.changeHands(
        await call("POST /api/public/ai/{slug}/whatsapp-link/confirm", { params: { slug: chat.slug }, body: { code } }),
      );
    } catch (reason) {
      setFailure(failureIn(words, asProblem(reason).key));
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm(event.currentTarget);
      }}
    >
      <Field
        name="code"
        label={words.linkSecond}
        inputMode="numeric"
        autocomplete="one-time-code"
        pattern="\s*(\d\s*){6}"
        maxLength={12}
      />
      <p class="failed" role="alert">
        {failure()}
      </p>
      <div class="actions">
        <button type="submit" class="button">
          {words.linkConfirm}
        </button>
        <Show when={failure()}>
          <button type="button" class="link" onClick={() => props.onAgain()}>
            {words.linkAgain}
          </button>
        </Show>
      </div>
    </form>
  );
};
