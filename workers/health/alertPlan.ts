import { nameOf, type AlertName, type WantedAlert } from "./alertRules.ts";

/** An alert that is stored, open or closed of late. Times in milliseconds. */
export interface KnownAlert extends WantedAlert {
  id: string;
  openedAt: number;
  closedAt: number | null;
  mailedAt: number | null;
}

/** What to write: `mail` names those to be mailed among the open ones and the new ones. */
export interface AlertPlan {
  open: WantedAlert[];
  close: KnownAlert[];
  mail: { alert: WantedAlert; known: KnownAlert | null }[];
}

/** A trouble that comes and goes is mailed no oftener. */
const mailRestMs = 60 * 60_000;

/**
 * What has to change so that the stored alerts say how things stand: one trouble, one open alert, mailed once. A mail that had to
 * wait because the same trouble was mailed lately goes out later, if the trouble is still there.
 */
export const planAlerts = (view: {
  now: number;
  wanted: WantedAlert[];
  isUndecided: (alert: AlertName) => boolean;
  known: KnownAlert[];
  /** Whether the tenant has said where alerts are mailed to. */
  mayMail: boolean;
}): AlertPlan => {
  const { now, wanted, known } = view;
  const open = known.filter(({ closedAt }) => closedAt === null);
  const openByName = new Map(open.map((alert) => [nameOf(alert), alert]));
  const wantedNames = new Set(wanted.map(nameOf));
  const restingNames = new Set(
    known.filter(({ mailedAt }) => mailedAt !== null && now - mailedAt < mailRestMs).map((alert) => nameOf(alert)),
  );
  const isMailed = (alert: WantedAlert): boolean => openByName.get(nameOf(alert))?.mailedAt != null;
  return {
    open: wanted.filter((alert) => !openByName.has(nameOf(alert))),
    close: open.filter((alert) => !wantedNames.has(nameOf(alert)) && !view.isUndecided(alert)),
    mail: wanted
      .filter((alert) => view.mayMail && !isMailed(alert) && !restingNames.has(nameOf(alert)))
      .map((alert) => ({ alert, known: openByName.get(nameOf(alert)) ?? null })),
  };
};
