import { createSignal, Show, type JSX } from "solid-js";
import type { LinkPreview, Message } from "../../../../../schema/contract/conversations.ts";
import { threadWords } from "../../../i18n/threadWords.ts";
import { createLinkPreview, previewImage } from "./linkPreview.ts";

const siteOf = ({ siteName, url }: LinkPreview): string =>
  siteName ?? (URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : url);

/** Only web addresses become links, whatever the server says stands behind one. */
const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);

const Card = (props: { message: Message; preview: LinkPreview }): JSX.Element => {
  const [isBroken, setBroken] = createSignal(false);
  return (
    <a
      class="link-preview"
      href={props.preview.url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      title={threadWords().linkTo(siteOf(props.preview))}
    >
      <Show when={props.preview.hasImage && !isBroken()}>
        <img src={previewImage(props.message)} alt="" loading="lazy" onError={() => setBroken(true)} />
      </Show>
      <span class="link-preview-words">
        <span class="link-preview-site truncate">{siteOf(props.preview)}</span>
        <span class="link-preview-title" dir="auto">
          {props.preview.title}
        </span>
        <Show when={props.preview.description}>
          <span class="link-preview-text" dir="auto">
            {props.preview.description}
          </span>
        </Show>
      </span>
    </a>
  );
};

/** What stands behind a message's first link, below its words. */
export const LinkPreviewCard = (props: { message: Message }): JSX.Element => {
  const preview = createLinkPreview(() => props.message);
  const shown = () => {
    const known = preview();
    return known && isWeb(known.url) ? known : undefined;
  };
  return <Show when={shown()}>{(known) => <Card message={props.message} preview={known()} />}</Show>;
};
