import type { Browser, BrowserContextOptions } from "playwright-core";
import { expect, vi } from "vitest";
import { ConsoleClient } from "../support/consoleClient.ts";
import type { Stage } from "../support/stage.ts";
import { WatchedPage } from "./browser.ts";

export interface ConsoleLook {
  width?: 390 | 1440;
  theme?: "light" | "dark";
  language?: "it" | "en";
}

/** What comes a moment later, by a socket or from the server. */
export function soon<T>(look: () => T) {
  return expect.poll(look, { timeout: 10_000 });
}

/** The console in a browser of its own, signed in as that client is; the page is not opened yet. */
export async function consolePage(
  browser: Browser,
  stage: Stage,
  who: ConsoleClient,
  look: ConsoleLook = {},
): Promise<WatchedPage> {
  const { width = 1440, theme = "light", language = "it" } = look;
  const options: BrowserContextOptions = {
    viewport: { width, height: width === 390 ? 844 : 900 },
    locale: language === "it" ? "it-IT" : "en-GB",
    timezoneId: "Europe/Rome",
    colorScheme: theme,
    ...(width === 390 ? { hasTouch: true, isMobile: true } : {}),
  };
  const watched = await WatchedPage.open(browser, options);
  const context = watched.page.context();
  const url = stage.url.replace(/^http:/, "https:");
  await context.addCookies(
    who.cookie.split("; ").map((pair) => ({
      name: pair.slice(0, pair.indexOf("=")),
      value: pair.slice(pair.indexOf("=") + 1),
      url,
      secure: true,
      httpOnly: true,
      sameSite: "Lax" as const,
    })),
  );
  await context.addInitScript((chosen) => localStorage.setItem("filo.language", chosen), language);
  return watched;
}

/** Somebody of the owner's team: invited by e-mail, come in by the link in it. */
export async function colleague(stage: Stage, name: string, email: string, role = "member"): Promise<ConsoleClient> {
  await stage.owner.post("/api/team/invitations", { email, role });
  const client = new ConsoleClient(stage.url);
  await client.post("/api/auth/invitation/accept", {
    token: await invitationToken(stage, email),
    name,
    password: "quattro stagioni",
  });
  return client;
}

/** What is behind `token=` in the link of the latest invitation that was mailed to this address. */
export async function invitationToken(stage: Stage, email: string): Promise<string> {
  const find = async (): Promise<string> => {
    const texts = (await stage.world.mails(email)).map(({ text }) => text ?? "");
    const token = texts.map((text) => /\/console\/invitation\?token=([\w-]+)/.exec(text)?.[1]).findLast(Boolean);
    if (token === undefined) throw new Error(`no invitation was mailed to ${email}`);
    return token;
  };
  return vi.waitFor(find, { timeout: 15_000 });
}

/** What the browser itself says of a request that was cut or refused on purpose. */
export const withoutNetworkTalk = (problems: readonly string[]): string[] =>
  problems.filter((problem) => !/net::ERR_(FAILED|INTERNET_DISCONNECTED|CONNECTION)/.test(problem));
