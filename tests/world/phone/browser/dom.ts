/** The element with this id; the page's HTML has it. */
export function byId<T extends HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`no element #${id}`);
  return element as T;
}

/** A new element with a class and children; strings become text, never markup. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

const LINK = /https?:\/\/[^\s<>"')\]]+/g;

/** A text with its web addresses made clickable, everything else as it was written. */
export function withLinks(text: string): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let done = 0;
  for (const match of text.matchAll(LINK)) {
    const address = match[0].replace(/[.,;:!?]+$/, "");
    pieces.push(text.slice(done, match.index), link(address, address));
    done = match.index + address.length;
  }
  pieces.push(text.slice(done));
  return pieces;
}

export function link(address: string, label: string): HTMLAnchorElement {
  const anchor = make("a", "", label);
  anchor.href = address;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

export function fillSelect(select: HTMLSelectElement, options: { value: string; label: string }[]): void {
  const chosen = select.value;
  select.replaceChildren(
    ...options.map(({ value, label }) => {
      const option = make("option", "", label);
      option.value = value;
      return option;
    }),
  );
  if (options.some((option) => option.value === chosen)) select.value = chosen;
}
