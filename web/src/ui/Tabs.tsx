import "./tabs.css";
import { Tabs as Parts } from "@kobalte/core/tabs";
import { For, type JSX } from "solid-js";

interface TabsProps<T extends string> {
  label: string;
  tabs: readonly { value: T; label: JSX.Element }[];
  value: T;
  onChange(value: T): void;
  children: (value: T) => JSX.Element;
}

/** Views of one thing, one at a time; arrows move between them. */
export const Tabs = <T extends string>(props: TabsProps<T>): JSX.Element => (
  <Parts class="tabs" value={props.value} onChange={(value) => props.onChange(value as T)}>
    <Parts.List class="tab-list" aria-label={props.label}>
      <For each={props.tabs}>
        {(tab) => (
          <Parts.Trigger class="tab" value={tab.value}>
            {tab.label}
          </Parts.Trigger>
        )}
      </For>
    </Parts.List>
    <For each={props.tabs}>
      {(tab) => (
        <Parts.Content class="tab-content" value={tab.value}>
          {props.children(tab.value)}
        </Parts.Content>
      )}
    </For>
  </Parts>
);
