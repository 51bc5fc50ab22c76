import ExternalLink from "lucide-solid/icons/external-link";
import { type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Media } from "../../../../../schema/contract/media.ts";
import { t } from "../../../i18n/text.ts";
import { mediaIcons } from "./mediaIcons.ts";
import { nameOf } from "./mediaName.ts";

/** A file that was sent by its address: it is elsewhere, and opens there. */
export const LinkCard = (props: { medium: Media; href: string }): JSX.Element => (
  <a class="file-card" href={props.href} target="_blank" rel="noopener noreferrer nofollow" title={props.href}>
    <span class="file-icon plain">
      <Dynamic component={mediaIcons[props.medium.kind]} size={22} />
    </span>
    <span class="file-words">
      <span class="file-name" dir="auto">
        {nameOf(props.medium)}
      </span>
      <span class="small soft truncate">{new URL(props.href).hostname}</span>
    </span>
    <ExternalLink size={18} />
    <span class="only-spoken">{t().media.openLink}</span>
  </a>
);
