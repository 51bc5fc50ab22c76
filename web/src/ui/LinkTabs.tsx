import "./tabs.css";
import { createEffect, createSignal, For, type JSX } from "solid-js";

interface LinkTab {
  href: string;
  label: JSX.Element;
  isCurrent: boolean;
}

/** Parts of one page that have an address each; Back walks through them. The current one is kept in sight. */
export const LinkTabs = (props: { label: string; tabs: readonly LinkTab[] }): JSX.Element => {
  const [list, setList] = createSignal<HTMLElement>();
  createEffect(() => {
    const at = props.tabs.findIndex((tab) => tab.isCurrent);
    list()?.children[at]?.scrollIntoView({ inline: "center", block: "nearest" });
  });
  return (
    <nav class="tab-list" aria-label={props.label} ref={setList}>
      <For each={props.tabs}>
        {(tab) => (
          <a href={tab.href} class="tab" noScroll aria-current={tab.isCurrent ? "page" : undefined}>
            {tab.label}
          </a>
        )}
      </For>
    </nav>
  );
};
