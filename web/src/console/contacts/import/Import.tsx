import "./import.css";
import { A, useParams, useSearchParams } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import { Show, type JSX } from "solid-js";
import { importWords } from "../../../i18n/importWords.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Earlier } from "./Earlier.tsx";
import { outcomes } from "./importRules.ts";
import { Prepare } from "./Prepare.tsx";
import { Report } from "./Report.tsx";

/** Taking in a list of people from elsewhere; with an import's id in the address, its report. */
export default function Import(): JSX.Element {
  const params = useParams<{ importId?: string }>();
  const [query] = useSearchParams<{ outcome?: string }>();
  const outcome = () => outcomes.find((one) => one === query.outcome);
  return (
    <div class="page import-page">
      <header class="page-head">
        <A
          class="button quiet icon back"
          href={params.importId ? paths.importContacts() : paths.contacts()}
          aria-label={t().common.back}
        >
          <ArrowLeft size={20} />
        </A>
        <h1>{importWords().title}</h1>
      </header>
      <Show
        when={params.importId}
        keyed
        fallback={
          <>
            <Prepare />
            <Earlier />
          </>
        }
      >
        {(id) => <Report importId={id} outcome={outcome()} />}
      </Show>
    </div>
  );
}
