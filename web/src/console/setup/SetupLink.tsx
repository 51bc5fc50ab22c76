import { A } from "@solidjs/router";
import ListChecks from "lucide-solid/icons/list-checks";
import { Show, type JSX } from "solid-js";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { createSetup } from "./data.ts";
import { doneOf } from "./progress.ts";

/** How far the first hour has come, as a link of the rail; nothing once it is done or put away. */
export const SetupLink = (): JSX.Element => {
  const setup = createSetup(false);
  const shown = () => {
    const known = setup.data();
    return known && !known.isDone && !known.isHidden && known.steps.length > 0 ? known.steps : undefined;
  };
  return (
    <Show when={shown()}>
      {(steps) => (
        <A href={paths.setup()} class="rail-link rail-setup" activeClass="" inactiveClass="">
          <ListChecks size={20} />
          <span>{t().common.firstHour}</span>
          <span class="numbers">{t().common.doneOf(doneOf(steps()), steps().length)}</span>
        </A>
      )}
    </Show>
  );
};
