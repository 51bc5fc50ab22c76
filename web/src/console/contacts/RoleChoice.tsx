import { For, type JSX } from "solid-js";
import type { ContactRole } from "../../../../schema/contract/enums.ts";
import { t } from "../../i18n/text.ts";
import { roleNames } from "./roles.ts";

/** What somebody is to the business: any of several at once. */
export const RoleChoice = (props: { value: readonly ContactRole[]; onChange(roles: ContactRole[]): void }): JSX.Element => (
  <fieldset class="field">
    <legend class="field-legend">{t().contacts.roles}</legend>
    <div class="choices">
      <For each={roleNames}>
        {(role) => (
          <label class="choice">
            <input
              type="checkbox"
              checked={props.value.includes(role)}
              onChange={(event) =>
                props.onChange(
                  roleNames.filter((name) => (name === role ? event.currentTarget.checked : props.value.includes(name))),
                )
              }
            />
            {t().common.roles[role]}
          </label>
        )}
      </For>
    </div>
  </fieldset>
);
