import "./menu.css";
import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import Check from "lucide-solid/icons/check";
import ChevronRight from "lucide-solid/icons/chevron-right";
import { createEffect, createSignal, For, on, Show, type JSX } from "solid-js";
import type { MenuItem, MenuProps } from "./menuItems.ts";

const Words = (props: { item: MenuItem }): JSX.Element => (
  <>
    <span class="menu-words">
      <DropdownMenu.ItemLabel as="span" dir="auto">
        {props.item.label}
      </DropdownMenu.ItemLabel>
      <Show when={props.item.why ?? props.item.help}>
        {(help) => (
          <DropdownMenu.ItemDescription as="span" class="menu-help">
            <br />
            {help()}
          </DropdownMenu.ItemDescription>
        )}
      </Show>
    </span>
    <Show when={props.item.hint}>
      <span class="menu-hint">{props.item.hint}</span>
    </Show>
  </>
);

const Mark = (props: { isOn: boolean }): JSX.Element => (
  <span class="menu-mark">
    <Show when={props.isOn}>
      <Check size={16} />
    </Show>
  </span>
);

/** The menu gives the focus back to its button within this, in milliseconds: a dialog opened later returns it there too. */
const focusReturnsMs = 20;

interface ItemProps {
  item: MenuItem;
  onPage(page: string): void;
  /** Does it once the menu has closed. */
  onAct(act: () => void): void;
}

const Item = (props: ItemProps): JSX.Element => {
  const shared = () => ({ class: "menu-item", textValue: props.item.label, disabled: Boolean(props.item.why) });
  const { item } = props;
  if (item.kind === "check")
    return (
      <DropdownMenu.CheckboxItem {...shared()} closeOnSelect={false} checked={item.isChecked} onChange={() => item.onToggle()}>
        <Mark isOn={item.isChecked} />
        <Words item={item} />
      </DropdownMenu.CheckboxItem>
    );
  if (item.kind === "choice")
    return (
      <DropdownMenu.CheckboxItem
        {...shared()}
        role="menuitemradio"
        closeOnSelect
        checked={item.isChosen}
        onChange={() => props.onAct(item.onSelect)}
      >
        <Mark isOn={item.isChosen} />
        <Words item={item} />
      </DropdownMenu.CheckboxItem>
    );
  if (item.kind === "link")
    return (
      <DropdownMenu.Item {...shared()} as="a" href={item.href}>
        {item.icon?.() ?? <span />}
        <Words item={item} />
      </DropdownMenu.Item>
    );
  if (item.kind === "page")
    return (
      <DropdownMenu.Item {...shared()} closeOnSelect={false} onSelect={() => props.onPage(item.page)}>
        {item.icon?.() ?? <span />}
        <Words item={item} />
        <ChevronRight size={16} />
      </DropdownMenu.Item>
    );
  return (
    <DropdownMenu.Item {...shared()} classList={{ danger: item.tone === "danger" }} onSelect={() => props.onAct(item.onSelect)}>
      {item.icon?.() ?? <span />}
      <Words item={item} />
    </DropdownMenu.Item>
  );
};

/** The open menu, on Kobalte. */
export const MenuParts = (props: MenuProps): JSX.Element => {
  const [content, setContent] = createSignal<HTMLElement>();
  const sections = () => (props.page === null ? [] : (props.pages[props.page]?.() ?? []));
  let wanted: (() => void) | undefined;
  createEffect(
    on(
      () => props.page,
      (page, before) => {
        if (page && before) content()?.focus();
        if (page || !wanted) return;
        setTimeout(wanted, focusReturnsMs);
        wanted = undefined;
      },
    ),
  );
  return (
    <DropdownMenu
      open={props.page !== null}
      onOpenChange={(isOpen) => props.onPage(isOpen ? props.first : null)}
      placement={props.edge === "start" ? "bottom-start" : "bottom-end"}
      modal={false}
      gutter={4}
      overflowPadding={8}
    >
      <DropdownMenu.Trigger class={props.class} aria-label={props.label} title={props.label}>
        {props.children}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <div class="menu-veil" />
        <DropdownMenu.Content class="menu" ref={setContent} aria-label={props.label}>
          <For each={sections()}>
            {(section) => (
              <DropdownMenu.Group class="menu-section">
                <Show when={section.heading}>
                  <DropdownMenu.GroupLabel class="menu-heading">{section.heading}</DropdownMenu.GroupLabel>
                </Show>
                <For each={section.items}>
                  {(item) => <Item item={item} onPage={props.onPage} onAct={(act) => (wanted = act)} />}
                </For>
              </DropdownMenu.Group>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
};
