import { useNavigate } from "@solidjs/router";
import SlidersHorizontal from "lucide-solid/icons/sliders-horizontal";
import { createSignal, type JSX } from "solid-js";
import type { InboxCounts } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import { inboxFilters, inboxSorts, paths, type InboxView } from "../../../paths.ts";
import { Menu } from "../../../ui/Menu.tsx";
import type { MenuItem, MenuSection } from "../../../ui/menuItems.ts";
import { createAgents } from "../../agents/data.ts";
import { createLabels } from "../labels/data.ts";
import { countText, textOfCount } from "./counts.ts";
import { isNarrowed } from "./viewOf.ts";

interface FilterMenuProps {
  view: InboxView;
  counts: InboxCounts | undefined;
  openId: string | undefined;
}

/** Every filter with its count, by agent, by label, and the order. */
export const FilterMenu = (props: FilterMenuProps): JSX.Element => {
  const navigate = useNavigate();
  const agents = createAgents();
  const labels = createLabels();
  const [page, setPage] = createSignal<string | null>(null);
  const words = () => t().inboxList;
  const choice = (label: string, change: Partial<InboxView>, hint?: string): MenuItem => ({
    kind: "choice",
    label,
    hint,
    isChosen: (Object.keys(change) as (keyof InboxView)[]).every((name) => props.view[name] === change[name]),
    onSelect: () => navigate(paths.inbox(props.openId, { ...props.view, ...change })),
  });
  const byAgent = (): MenuSection => ({
    heading: words().byAgent,
    items: [
      choice(words().anyAgent, { agentId: undefined }),
      ...agents.items().map(({ id, name }) => choice(name, { agentId: id }, textOfCount(props.counts?.agents[id]))),
    ],
  });
  const byLabel = (): MenuSection => ({
    heading: words().byLabel,
    items: [
      choice(words().anyLabel, { labelId: undefined }),
      ...labels.items().map(({ id, name }) => choice(name, { labelId: id }, textOfCount(props.counts?.labels[id]))),
    ],
  });
  const sections = (): MenuSection[] => [
    {
      heading: words().show,
      items: inboxFilters.map((filter) => choice(words().filters[filter], { filter }, countText(props.counts, filter))),
    },
    ...(agents.items().length > 1 || props.view.agentId ? [byAgent()] : []),
    ...(labels.items().length > 0 ? [byLabel()] : []),
    { heading: words().order, items: inboxSorts.map((sort) => choice(words().sorts[sort], { sort })) },
  ];
  return (
    <Menu
      label={words().moreFilters}
      class="button quiet icon slim filter-menu"
      pages={{ all: sections }}
      first="all"
      page={page()}
      onPage={setPage}
    >
      <SlidersHorizontal size={16} />
      <span class="filter-menu-dot" hidden={!isNarrowed(props.view) && props.view.sort === "attention"} />
    </Menu>
  );
};
