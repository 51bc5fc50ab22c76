import { Show, createSignal, type JSX } from "solid-js";
import { usePage } from "../page.ts";

/** A QR code as one path; its maker is fetched only when one is shown. */
export const Qr = (props: { text: string }): JSX.Element => {
  const { words } = usePage();
  const [drawn, setDrawn] = createSignal<{ path: string; size: number }>();
  void draw(props.text).then(setDrawn);
  return (
    <div class="qr">
      <Show when={drawn()}>
        {(qr) => (
          <svg viewBox={`0 0 ${qr().size} ${qr().size}`} role="img" aria-label={words.qrAlt} shape-rendering="crispEdges">
            <path d={qr().path} />
          </svg>
        )}
      </Show>
    </div>
  );
};

async function draw(text: string): Promise<{ path: string; size: number }> {
  const { encode } = await import("uqr");
  const { data, size } = encode(text, { border: 2 });
  const path = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  return { path, size };
}
