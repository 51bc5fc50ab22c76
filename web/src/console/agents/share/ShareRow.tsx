import QrIcon from "lucide-solid/icons/qr-code";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { createSignal, Show, type JSX } from "solid-js";
import type { AgentShare } from "../../../../../schema/contract/agentShares.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { problemText } from "../../../api/problemText.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { Button } from "../../../ui/Button.tsx";
import { ConfirmByName } from "../../../ui/ConfirmByName.tsx";
import { CopyText } from "../../../ui/CopyText.tsx";
import { Switch } from "../../../ui/Switch.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useMayNot } from "../../shell/session.ts";
import { useEditor } from "../editor.ts";
import { QrDialog } from "./QrDialog.tsx";

interface ShareRowProps {
  share: AgentShare;
  onChange(share: AgentShare): void;
  onEdit(): void;
  onDeleted(): void;
}

const failed = (problem: Parameters<typeof problemText>[0]) => showToast({ tone: "problem", text: problemText(problem) });

export const ShareRow = (props: ShareRowProps): JSX.Element => {
  const { agent } = useEditor();
  const mayNot = useMayNot("write");
  const [isShowingQr, setShowingQr] = createSignal(false);
  const [isDeleting, setDeleting] = createSignal(false);
  const address = () => `${location.origin}/ai/${agent().slug}?s=${props.share.code}`;
  const params = () => ({ id: agent().id, shareId: props.share.id });
  const turn = createAction(
    (isActive: boolean) => call("PATCH /api/agents/{id}/shares/{shareId}", { params: params(), body: { isActive } }),
    { done: (share) => props.onChange(share), failed },
  );
  const remove = createAction(() => call("DELETE /api/agents/{id}/shares/{shareId}", { params: params() }), {
    done() {
      showToast({ text: agentWords().shareDeleted(props.share.name) });
      props.onDeleted();
    },
    failed,
  });
  return (
    <li class="share" classList={{ off: !props.share.isActive }}>
      <header class="share-head">
        <h3 class="share-name">{props.share.name}</h3>
        <span class="small soft">{agentWords().shareReaders(props.share.readers)}</span>
        <Switch label={agentWords().shareOn} isOn={props.share.isActive} why={mayNot()} onTurn={(isOn) => void turn.run(isOn)} />
      </header>
      <p class="share-words" dir="auto">
        {props.share.instructions || <span class="soft">{agentWords().shareNoInstructions}</span>}
      </p>
      <Show when={!props.share.isActive}>
        <p class="field-help">{agentWords().shareOffHelp}</p>
      </Show>
      <div class="share-foot">
        <CopyText text={address()} label={agentWords().shareAddress} />
        <Button
          tone="quiet"
          class="slim"
          label={`${agentWords().shareQr}: ${props.share.name}`}
          onClick={() => setShowingQr(true)}
        >
          <QrIcon size={16} />
        </Button>
        <Button
          tone="quiet"
          class="slim"
          label={`${agentWords().shareEdit}: ${props.share.name}`}
          why={mayNot()}
          onClick={() => props.onEdit()}
        >
          <Pencil size={16} />
        </Button>
        <Button
          tone="quiet"
          class="slim"
          label={`${agentWords().shareDelete}: ${props.share.name}`}
          why={mayNot()}
          onClick={() => setDeleting(true)}
        >
          <Trash size={16} />
        </Button>
      </div>
      <Show when={isShowingQr()}>
        <QrDialog name={props.share.name} address={address()} onClose={() => setShowingQr(false)} />
      </Show>
      <ConfirmByName
        isOpen={isDeleting()}
        onClose={() => setDeleting(false)}
        onConfirm={() => void remove.run(undefined)}
        title={agentWords().shareDelete}
        consequence={agentWords().shareDeleteConsequence}
        name={props.share.name}
        isBusy={remove.isRunning()}
      />
    </li>
  );
};
