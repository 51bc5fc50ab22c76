import type { Chance } from "../../../platform/clock.ts";
import type { LineRpc } from "../line.ts";

/** What the templates' verbs need from the rest of the house. */
export interface TemplateDeps {
  chance: Chance;
  line(name: string): Pick<LineRpc, "templates">;
}
