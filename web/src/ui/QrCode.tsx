import "./qrCode.css";
import { createResource, Show, type JSX } from "solid-js";

/** The dark squares of a QR code as one path, its quiet border included. Its maker is fetched only when one is shown. */
const draw = async (text: string): Promise<{ path: string; size: number }> => {
  const { encode } = await import("uqr");
  const { data, size } = encode(text, { border: 2 });
  const path = data.map((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join("");
  return { path, size };
};

/** A QR code as a drawing of its own, for print. */
export const qrSvg = async (text: string): Promise<string> => {
  const { path, size } = await draw(text);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#0b1f3a" d="${path}"/></svg>`;
};

/** A QR code, dark on light whatever the theme: phones read it no other way. */
export const QrCode = (props: { text: string; label: string }): JSX.Element => {
  // Without its maker there is no code; what it says stands beside it in words, as a link.
  const [drawn] = createResource(
    () => props.text,
    (text) => draw(text).catch(() => undefined),
  );
  return (
    <div class="qr-code">
      <Show when={!drawn.loading && drawn()}>
        {(qr) => (
          <svg viewBox={`0 0 ${qr().size} ${qr().size}`} role="img" aria-label={props.label} shape-rendering="crispEdges">
            <path d={qr().path} />
          </svg>
        )}
      </Show>
    </div>
  );
};
