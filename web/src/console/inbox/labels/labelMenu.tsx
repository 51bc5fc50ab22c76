import Plus from "lucide-solid/icons/plus";
import Settings2 from "lucide-solid/icons/settings-2";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { headWords } from "../../../i18n/headWords.ts";
import type { MenuSection } from "../../../ui/menuItems.ts";

/** A conversation carries at most this many, as the API has it (`arrangeSchema`). */
const most = 20;

interface LabelDeps {
  labels: readonly Label[];
  labelIds: readonly string[];
  onToggle(label: Label): void;
  onNew(): void;
  onManage(): void;
}

export const labelMenu = ({ labels, labelIds, onToggle, onNew, onManage }: LabelDeps): MenuSection[] => {
  const isFull = labelIds.length >= most;
  return [
    ...(labels.length === 0
      ? []
      : [
          {
            heading: headWords().labels,
            items: labels.map((label) => ({
              kind: "check" as const,
              label: label.name,
              isChecked: labelIds.includes(label.id),
              why: isFull && !labelIds.includes(label.id) ? headWords().labelsFull : undefined,
              onToggle: () => onToggle(label),
            })),
          },
        ]),
    {
      heading: labels.length === 0 ? headWords().labelNoneYet : undefined,
      items: [
        { kind: "action", label: headWords().labelNew, icon: () => <Plus size={16} />, onSelect: onNew },
        ...(labels.length === 0
          ? []
          : [
              {
                kind: "action" as const,
                label: headWords().labelManage,
                icon: () => <Settings2 size={16} />,
                onSelect: onManage,
              },
            ]),
      ],
    },
  ];
};
