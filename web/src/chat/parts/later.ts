import { createComponent, createMemo, createSignal, type Component, type JSX } from "solid-js";

const againAfterMs = 4_000;

/**
 * A part of the page whose code comes with its first use; nothing is shown until then. Not Solid's `lazy`, which ties its loading to
 * whoever asked first, and keeps a failure for good.
 */
export const later = <P extends object>(load: () => Promise<Component<P>>): Component<P> => {
  const [loaded, setLoaded] = createSignal<Component<P>>();
  let isAsked = false;
  const ask = () => {
    isAsked = true;
    load().then(
      (part) => setLoaded(() => part),
      () => setTimeout(ask, againAfterMs),
    );
  };
  return (props) => {
    if (!isAsked) ask();
    return createMemo(() => {
      const part = loaded();
      return part === undefined ? null : createComponent(part, props);
    }) as unknown as JSX.Element;
  };
};
