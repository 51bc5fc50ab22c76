import Download from "lucide-solid/icons/download";
import { For, Show, type JSX } from "solid-js";
import type { Media } from "../../../../../schema/contract/media.ts";
import { t } from "../../../i18n/text.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { sourceOf } from "./localFiles.ts";
import { nameOf } from "./mediaName.ts";

/** One card is one line of the file's text: the name first, then everything else that was given. */
const cardsIn = (medium: Media): string[][] => {
  const lines = (medium.text ?? "").split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 ? lines.map((line) => line.split(" · ")) : [[nameOf(medium).replace(/\.vcf$/i, "")]];
};

/** Somebody's visiting card, or several: who, and how to reach them. */
export const ContactCard = (props: { conversationId: string; medium: Media }): JSX.Element => (
  <div class="file-card person">
    <ul class="file-words">
      <For each={cardsIn(props.medium)}>
        {([name = "", ...facts]) => (
          <li class="person-card">
            <Avatar name={name} />
            <span class="file-words">
              <span class="file-name" dir="auto">
                {name}
              </span>
              <For each={facts}>
                {(fact) => (
                  <span class="small soft numbers" dir="auto">
                    {fact}
                  </span>
                )}
              </For>
            </span>
          </li>
        )}
      </For>
    </ul>
    <Show when={props.medium.state !== "pending"}>
      <a
        class="button quiet icon"
        href={sourceOf(props.conversationId, props.medium.id)}
        download={props.medium.name}
        aria-label={t().media.download(nameOf(props.medium))}
      >
        <Download size={18} />
      </a>
    </Show>
  </div>
);
