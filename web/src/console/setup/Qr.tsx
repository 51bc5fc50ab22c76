import { createEffect, createSignal, Show, type JSX } from "solid-js";

const draw = async (text: string): Promise<{ path: string; size: number }> => {
  const { encode } = await import("uqr");
  const { data, size } = encode(text, { border: 2 });
  const path = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  return { path, size };
};

/** A QR code as one path; its maker is fetched only when one is shown. Always dark on white, which is what cameras read. */
export const Qr = (props: { text: string; alt: string }): JSX.Element => {
  const [drawn, setDrawn] = createSignal<{ path: string; size: number }>();
  createEffect(() => void draw(props.text).then(setDrawn));
  return (
    <div class="setup-qr">
      <Show when={drawn()}>
        {(qr) => (
          <svg viewBox={`0 0 ${qr().size} ${qr().size}`} role="img" aria-label={props.alt} shape-rendering="crispEdges">
            <path d={qr().path} />
          </svg>
        )}
      </Show>
    </div>
  );
};
