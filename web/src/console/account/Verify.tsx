import { A, useSearchParams } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import { createSignal, onMount, Show, type JSX } from "solid-js";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { Problem } from "../../api/problem.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { ProblemNote } from "../../ui/Note.tsx";
import { AccountFrame } from "./AccountFrame.tsx";

/**
 * Opened from the mail: confirms at once, since following the link was the confirmation. Whoever isn't signed in as the user it was
 * mailed for is sent to sign in, as after every `not_signed_in`, and brought back here with the link still good.
 */
export default function Verify(): JSX.Element {
  const [query] = useSearchParams<{ token?: string }>();
  const client = useQueryClient();
  const [isDone, setDone] = createSignal(false);
  const verify = createAction(
    async (token: string) => {
      if (!token) throw new Problem("code_invalid", 409);
      await call("POST /api/auth/verify-email", { body: { token } });
    },
    {
      done() {
        setDone(true);
        void client.invalidateQueries({ queryKey: keys.session });
      },
    },
  );
  onMount(() => void verify.run(query.token ?? ""));
  const title = () => {
    if (verify.problem()) return t().account.verifyFailedTitle;
    return isDone() ? t().account.verifiedTitle : t().account.verifyTitle;
  };
  return (
    <AccountFrame title={title()}>
      <ProblemNote problem={verify.problem()} />
      <Show when={!verify.problem()}>
        <p role="status">{isDone() ? t().account.verified : t().account.verifying}</p>
      </Show>
      <A class="button primary" href={paths.console()}>
        {t().account.goOn}
      </A>
    </AccountFrame>
  );
}
