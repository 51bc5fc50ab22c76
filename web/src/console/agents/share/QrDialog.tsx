import type { JSX } from "solid-js";
import { agentWords } from "../../../i18n/agentWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { CopyText } from "../../../ui/CopyText.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { QrCode, qrSvg } from "../../../ui/QrCode.tsx";

/** Hands the drawing over as a file, for a flyer or a sign. */
const save = async (address: string, name: string): Promise<void> => {
  const url = URL.createObjectURL(new Blob([await qrSvg(address)], { type: "image/svg+xml" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase() || "qr"}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** A link as something to point a phone at. */
export const QrDialog = (props: { name: string; address: string; onClose(): void }): JSX.Element => (
  <Dialog
    isOpen
    onClose={() => props.onClose()}
    title={agentWords().shareQrTitle(props.name)}
    actions={<Button onClick={() => void save(props.address, props.name)}>{agentWords().shareQrSave}</Button>}
  >
    <div class="share-qr">
      <QrCode text={props.address} label={agentWords().shareQrAlt} />
      <CopyText text={props.address} label={agentWords().shareAddress} />
    </div>
  </Dialog>
);
