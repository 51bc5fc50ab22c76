import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planAlerts, type KnownAlert } from "../../workers/health/alertPlan.ts";
import type { WantedAlert } from "../../workers/health/alertRules.ts";
import { minute, noon } from "./facts.ts";

const silent: WantedAlert = { kind: "line_silent", subject: "+447700900100", detail: "" };
const stuck: WantedAlert = { kind: "jobs_stuck", subject: "", detail: "3" };

const stored = (alert: WantedAlert, more: Partial<KnownAlert> = {}): KnownAlert => ({
  ...alert,
  id: "alr_1",
  openedAt: noon - 30 * minute,
  closedAt: null,
  mailedAt: noon - 30 * minute,
  ...more,
});

const plan = (view: Partial<Parameters<typeof planAlerts>[0]>) =>
  planAlerts({ now: noon, wanted: [], isUndecided: () => false, known: [], mayMail: true, ...view });

describe("the plan for a tenant's alerts", () => {
  it("opens and mails what is new", () => {
    expect(plan({ wanted: [silent, stuck] })).toEqual({
      open: [silent, stuck],
      close: [],
      mail: [silent, stuck].map((alert) => ({ alert, known: null })),
    });
  });

  it("leaves alone what is known", () => {
    expect(plan({ wanted: [silent], known: [stored(silent)] })).toEqual({ open: [], close: [], mail: [] });
  });

  it("closes what is over, but not what nobody can tell of", () => {
    const known = [stored(silent), stored(stuck, { id: "alr_2" })];
    expect(plan({ known, isUndecided: ({ kind }) => kind === "jobs_stuck" }).close).toEqual([known[0]]);
  });

  it("mails nothing where no address is set, and mails what is open once one is", () => {
    expect(plan({ wanted: [silent], mayMail: false }).mail).toEqual([]);
    const open = stored(silent, { mailedAt: null });
    expect(plan({ wanted: [silent], known: [open] })).toEqual({ open: [], close: [], mail: [{ alert: silent, known: open }] });
  });

  it("opens again what comes back, and mails it an hour after the last mail at the earliest", () => {
    const over = stored(silent, { closedAt: noon - 10 * minute, mailedAt: noon - 59 * minute });
    expect(plan({ wanted: [silent], known: [over] })).toEqual({ open: [silent], close: [], mail: [] });
    const again = stored(silent, { id: "alr_2", mailedAt: null, openedAt: noon });
    const later = plan({ now: noon + minute, wanted: [silent], known: [again, over] });
    expect(later.mail).toEqual([{ alert: silent, known: again }]);
  });

  it("keeps troubles of one kind apart by their subject", () => {
    const other = { ...silent, subject: "+14155550100" };
    expect(plan({ wanted: [silent, other], known: [stored(silent)] }).open).toEqual([other]);
  });

  it("mails a trouble that comes and goes at most once an hour, and one that stays in the end", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 300 }), (history) => {
        let known: KnownAlert[] = [];
        const mails: number[] = [];
        for (const [round, isThere] of history.entries()) {
          const now = noon + round * 5 * minute;
          const { open, close, mail } = plan({ now, wanted: isThere ? [silent] : [], known });
          const isMailed = mail.length > 0;
          if (isMailed) mails.push(now);
          known = known.map((alert) => ({
            ...alert,
            closedAt: close.includes(alert) ? now : alert.closedAt,
            mailedAt: mail.some((one) => one.known === alert) ? now : alert.mailedAt,
          }));
          for (const alert of open)
            known.push({ ...alert, id: `alr_${round}`, openedAt: now, closedAt: null, mailedAt: isMailed ? now : null });
          expect(known.filter(({ closedAt }) => closedAt === null)).toHaveLength(isThere ? 1 : 0);
        }
        for (const [at, mail] of mails.entries())
          if (at > 0) expect(mail - (mails[at - 1] ?? 0)).toBeGreaterThanOrEqual(60 * minute);
        const lasting = history.slice(-13);
        const open = known.find(({ closedAt }) => closedAt === null);
        if (lasting.length === 13 && lasting.every(Boolean)) expect(open?.mailedAt).not.toBeNull();
      }),
    );
  });
});
