import { Show, createSignal, type JSX } from "solid-js";
import { call } from "../../api/client.ts";
import { asProblem } from "../../api/problem.ts";
import { usePage } from "../page.ts";
import { shareCode } from "../shareCode.ts";
import { Wishes } from "../wishes/Wishes.tsx";
import { failureIn } from "../words/words.ts";
import { Dialog } from "./Dialog.tsx";
import { Field } from "./Field.tsx";
import { LevelChip } from "./LevelChip.tsx";

/** Signing in, up and out as a customer. */
export const AccountDialog = (props: { onClose: () => void }): JSX.Element => {
  const { chat, words } = usePage();
  const [mode, setMode] = createSignal<"signIn" | "signUp">("signIn");
  const title = () => (chat.info().customer ? words.account : words[mode()]);
  return (
    <Dialog title={title()} onClose={props.onClose}>
      <Show when={chat.info().customer} fallback={<EntryForm mode={mode()} onMode={setMode} onIn={props.onClose} />}>
        <Profile onClose={props.onClose} />
      </Show>
    </Dialog>
  );
};

interface EntryProps {
  mode: "signIn" | "signUp";
  onMode: (mode: "signIn" | "signUp") => void;
  /** Signed in, and nothing more to be said about it. */
  onIn: () => void;
}

const EntryForm = (props: EntryProps): JSX.Element => {
  const { chat, words } = usePage();
  const [failure, setFailure] = createSignal("");
  const [isBusy, setBusy] = createSignal(false);
  const enter = async (form: HTMLFormElement) => {
    const [name = "", email = "", password = ""] = ["name", "email", "password"].map((field) =>
      String(new FormData(form).get(field) ?? "").trim(),
    );
    const params = { slug: chat.slug };
    const share = shareCode();
    const came = share === undefined ? {} : { share };
    setBusy(true);
    setFailure("");
    try {
      const info = await (props.mode === "signIn"
        ? call("POST /api/public/ai/{slug}/sign-in", { params, body: { email, password, ...came } })
        : call("POST /api/public/ai/{slug}/sign-up", { params, body: { name, email, password, ...came } }));
      chat.changeHands(info);
      if (info.customer?.emailVerified) props.onIn();
    } catch (reason) {
      setFailure(failureIn(words, asProblem(reason).key));
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy()) void enter(event.currentTarget);
      }}
    >
      <p class="soft">{words.accountWhy}</p>
      <Show when={props.mode === "signUp"}>
        <Field name="name" label={words.name} autocomplete="name" maxLength={120} />
      </Show>
      <Field name="email" label={words.email} type="email" autocomplete="email" maxLength={254} />
      <Show
        when={props.mode === "signUp"}
        fallback={
          <Field name="password" label={words.password} type="password" autocomplete="current-password" maxLength={200} />
        }
      >
        <Field
          name="password"
          label={words.password}
          type="password"
          autocomplete="new-password"
          help={words.passwordHelp}
          minLength={10}
          maxLength={200}
        />
      </Show>
      <p class="failed" role="alert">
        {failure()}
      </p>
      <button type="submit" class="button" aria-busy={isBusy()}>
        {words[props.mode]}
      </button>
      <p class="soft">
        {props.mode === "signIn" ? words.noAccount : words.hasAccount}{" "}
        <button type="button" class="link" onClick={() => props.onMode(props.mode === "signIn" ? "signUp" : "signIn")}>
          {props.mode === "signIn" ? words.signUp : words.signIn}
        </button>
      </p>
    </form>
  );
};

const Profile = (props: { onClose: () => void }): JSX.Element => {
  const { chat, words } = usePage();
  const [failure, setFailure] = createSignal("");
  const leave = async () => {
    try {
      await call("POST /api/public/ai/{slug}/sign-out", { params: { slug: chat.slug } });
      const info = await call("GET /api/public/ai/{slug}/info", { params: { slug: chat.slug } });
      props.onClose();
      chat.changeHands(info);
    } catch (reason) {
      setFailure(failureIn(words, asProblem(reason).key));
    }
  };
  return (
    <Show when={chat.info().customer}>
      {(customer) => (
        <>
          <p class="who">
            <strong>{customer().name}</strong> <LevelChip level={customer().level} />
            <br />
            <span class="soft">{customer().email}</span>
          </p>
          <Show when={!customer().emailVerified}>
            <p class="notice">{words.confirmEmail(customer().email)}</p>
          </Show>
          <Wishes preferences={customer().preferences} />
          <p class="failed" role="alert">
            {failure()}
          </p>
          <button type="button" class="button plain-button" onClick={() => void leave()}>
            {words.signOut}
          </button>
        </>
      )}
    </Show>
  );
};
