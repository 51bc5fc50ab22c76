import { Match, Suspense, Switch, type JSX } from "solid-js";
import type { AgentSection } from "../../paths.ts";
import { SkeletonRows } from "../../ui/Skeleton.tsx";
import { latePage } from "../shell/late/late.tsx";
import { Basics } from "./Basics.tsx";
import { Levels } from "./Levels.tsx";
import { Limits } from "./Limits.tsx";

const Whatsapp = latePage(() => import("./Whatsapp.tsx"));
const Knowledge = latePage(() => import("./Knowledge.tsx"));
const TryIt = latePage(() => import("./TryIt.tsx"));
const Shares = latePage(() => import("./share/Shares.tsx"));
const Versions = latePage(() => import("./versions/Versions.tsx"));

/** One part of an agent, the same while it is being made and ever after. */
export const Section = (props: { name: AgentSection }): JSX.Element => (
  <Suspense fallback={<SkeletonRows count={3} />}>
    <Switch fallback={<Basics />}>
      <Match when={props.name === "levels"}>
        <Levels />
      </Match>
      <Match when={props.name === "limits"}>
        <Limits />
      </Match>
      <Match when={props.name === "whatsapp"}>
        <Whatsapp />
      </Match>
      <Match when={props.name === "knowledge"}>
        <Knowledge />
      </Match>
      <Match when={props.name === "try"}>
        <TryIt />
      </Match>
      <Match when={props.name === "shares"}>
        <Shares />
      </Match>
      <Match when={props.name === "versions"}>
        <Versions />
      </Match>
    </Switch>
  </Suspense>
);
