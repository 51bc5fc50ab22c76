import ExternalLink from "lucide-solid/icons/external-link";
import MapPin from "lucide-solid/icons/map-pin";
import { Show, type JSX } from "solid-js";
import type { Place } from "../../../../../schema/contract/media.ts";
import { t } from "../../../i18n/text.ts";

/** OpenStreetMap with a marker; opened only when asked, so nothing of it is loaded here (https://wiki.openstreetmap.org/wiki/Browsing#Sharing). */
const mapUrl = ({ latitude, longitude }: Place): string =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;

/** A place that was shared: its name, and a map in a tab of its own. */
export const PlaceCard = (props: { place: Place }): JSX.Element => (
  <a class="file-card place" href={mapUrl(props.place)} target="_blank" rel="noopener noreferrer">
    <span class="file-icon green">
      <MapPin size={22} />
    </span>
    <span class="file-words">
      <span class="file-name" dir="auto">
        {props.place.name ?? t().media.place}
      </span>
      <Show when={props.place.address}>
        <span class="small soft" dir="auto">
          {props.place.address}
        </span>
      </Show>
      <span class="small soft numbers">
        {props.place.latitude.toFixed(5)}, {props.place.longitude.toFixed(5)}
      </span>
      <span class="place-open">
        {t().media.openMap} <ExternalLink size={13} />
      </span>
    </span>
  </a>
);
