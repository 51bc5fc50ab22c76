import { For, Show, type Accessor, type JSX } from "solid-js";
import { figuresWords } from "../../i18n/figuresWords.ts";
import { dayNameOf, numberOf } from "../../i18n/format.ts";
import { paths } from "../../paths.ts";
import { useSession } from "../shell/session.ts";
import { createKeyDays } from "./data.ts";
import type { FiguresView } from "./figuresQuery.ts";

/** How the business's own model key was used; the pool's use is on the platform's page, for those who run it. */
export const KeyUse = (props: { view: Accessor<FiguresView> }): JSX.Element => {
  const use = createKeyDays(() => props.view());
  const session = useSession();
  const days = () => use.data()?.days ?? [];
  return (
    <section class="panel" aria-labelledby="key-use-title">
      <h2 id="key-use-title">{figuresWords().keyUse}</h2>
      <Show when={days().length > 0} fallback={<p class="soft">{figuresWords().noKeyUse}</p>}>
        <div class="figures-scroll" tabindex="0" role="region" aria-label={figuresWords().keyUse}>
          <table class="figures-table">
            <thead>
              <tr>
                <th scope="col">{figuresWords().day}</th>
                <th scope="col">{figuresWords().calls}</th>
                <th scope="col">{figuresWords().failures}</th>
                <th scope="col">{figuresWords().tokens}</th>
              </tr>
            </thead>
            <tbody>
              <For each={days().toReversed()}>
                {(day) => (
                  <tr>
                    <th scope="row">{dayNameOf(day.day)}</th>
                    <td>{numberOf(day.calls)}</td>
                    <td>{numberOf(day.failures)}</td>
                    <td>{numberOf(day.tokens)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
      <Show when={session()?.user.isPlatformAdmin}>
        <p class="small">
          <a href={paths.platform("keys")}>{figuresWords().poolUse}</a>
        </p>
      </Show>
    </section>
  );
};
