import { createSignal, type JSX } from "solid-js";
import { moved, unzoomed, zoomed, type Zoom } from "./zoom.ts";

export interface ZoomHandle {
  by(factor: number): void;
  /** Moves the picture, and says whether there was anything to move. */
  pan(x: number, y: number): boolean;
}

const wheelStep = 1.0015;

/** A picture that wheel, double press, two fingers and drag bring closer. */
export const ZoomFrame = (props: { src: string; alt: string; ref(handle: ZoomHandle): void; onFail(): void }): JSX.Element => {
  const [zoom, setZoom] = createSignal<Zoom>(unzoomed);
  const fingers = new Map<number, { x: number; y: number }>();
  let frame!: HTMLDivElement;
  const size = () => ({ width: frame.clientWidth, height: frame.clientHeight });
  const fromMiddle = (point: { x: number; y: number }) => {
    const box = frame.getBoundingClientRect();
    return { x: point.x - box.left - box.width / 2, y: point.y - box.top - box.height / 2 };
  };
  const closer = (factor: number, point?: { x: number; y: number }) =>
    setZoom((now) => zoomed(now, factor, point ? fromMiddle(point) : { x: 0, y: 0 }, size()));
  props.ref({
    by: closer,
    pan(x, y) {
      const isClose = zoom().scale > 1;
      if (isClose) setZoom((now) => moved(now, { x, y }, size()));
      return isClose;
    },
  });
  const drag = (event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const here = { x: event.clientX, y: event.clientY };
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, here);
    if (!other) setZoom((now) => moved(now, { x: here.x - before.x, y: here.y - before.y }, size()));
    else {
      const apart = (point: { x: number; y: number }) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y));
      closer(apart(here) / apart(before), { x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 });
    }
  };
  const lift = (event: PointerEvent) => fingers.delete(event.pointerId);
  return (
    <div
      ref={frame}
      class="lightbox-frame"
      classList={{ close: zoom().scale > 1 }}
      onWheel={(event) => {
        event.preventDefault();
        closer(wheelStep ** -event.deltaY, { x: event.clientX, y: event.clientY });
      }}
      onDblClick={(event) => {
        if (zoom().scale > 1) setZoom(unzoomed);
        else closer(2.5, { x: event.clientX, y: event.clientY });
      }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      }}
      onPointerMove={drag}
      onPointerUp={lift}
      onPointerCancel={lift}
    >
      <img
        src={props.src}
        alt={props.alt}
        draggable={false}
        style={{ transform: `translate(${zoom().x}px, ${zoom().y}px) scale(${zoom().scale})` }}
        onError={() => props.onFail()}
      />
    </div>
  );
};
