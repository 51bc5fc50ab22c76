import { Show, type JSX } from "solid-js";
import type { Place } from "../../../../schema/contract/media.ts";
import { usePage } from "../page.ts";
import { mediaWordsOf } from "../words/mediaWords.ts";

/** OpenStreetMap with a marker; opened only when asked, so nothing of it is loaded here (https://wiki.openstreetmap.org/wiki/Browsing#Sharing). */
const mapUrl = ({ latitude, longitude }: Place): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;

export const PlaceLink = (props: { place: Place }): JSX.Element => {
  const { language } = usePage();
  const words = mediaWordsOf(language);
  return (
    <a class="paper" href={mapUrl(props.place)} target="_blank" rel="noopener noreferrer">
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 21s7-6.200 7-11.500A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21Zm0-9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z" />
      </svg>
      <span class="paper-words">
        <span class="paper-name" dir="auto">
          {props.place.name ?? words.place}
        </span>
        <Show when={props.place.address}>
          <span class="soft" dir="auto">
            {props.place.address}
          </span>
        </Show>
        <span class="paper-act">{words.openMap}</span>
      </span>
    </a>
  );
};
