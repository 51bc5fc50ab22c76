import { byId } from "./dom.ts";

const dialog = byId<HTMLDialogElement>("lightbox");

/** Shows a picture as large as the window; Escape, the button or a click beside it closes. */
export function enlarge(address: string, name: string): void {
  const image = byId<HTMLImageElement>("lightbox-image");
  image.src = address;
  image.alt = name;
  dialog.showModal();
}

byId("lightbox-close").addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});
