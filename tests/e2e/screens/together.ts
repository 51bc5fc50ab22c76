import type { Page } from "playwright-core";
import type { DemoStage } from "../demoStage.ts";
import type { Story } from "./story.ts";

/** One picture for the README: the same conversation at the console and on the customer's phone. */
export async function consoleAndPhone(page: Page, stage: DemoStage, { marta, worldUrl }: Story): Promise<Buffer> {
  await page.setViewportSize({ width: 1060, height: 760 });
  await page.goto(`${stage.url}/console/inbox/${marta.conversationId}`);
  await page.locator("article.bubble").first().waitFor();
  const toLatest = page.locator(".jump");
  await page.waitForTimeout(500);
  if (await toLatest.isVisible()) await toLatest.click();
  await page.waitForTimeout(500);
  const console_ = await page.screenshot({ animations: "disabled" });
  await page.goto(`${worldUrl}/?person=${encodeURIComponent(marta.phone)}`);
  await page.locator("#thread .bubble.theirs").first().waitFor();
  await page.waitForTimeout(300);
  const phone = await page.locator(".device").screenshot({ animations: "disabled", omitBackground: true });
  await page.setViewportSize({ width: 1600, height: 824 });
  await page.goto("about:blank");
  await page.setContent(composition(console_, phone));
  await page.waitForTimeout(200);
  return page.screenshot({ animations: "disabled" });
}

const source = (png: Buffer): string => `data:image/png;base64,${png.toString("base64")}`;

const composition = (console_: Buffer, phone: Buffer): string => `<!doctype html>
<style>
  body { margin: 0; width: 1600px; height: 824px; background: #dfeaf2; position: relative; overflow: hidden; }
  .console { position: absolute; left: 32px; top: 32px; width: 1060px; border-radius: 12px; box-shadow: 0 12px 36px #0b1f3a2e; }
  .phone { position: absolute; right: 32px; top: 32px; height: 760px; border-radius: 44px; }
</style>
<img class="console" src="${source(console_)}" alt="" />
<img class="phone" src="${source(phone)}" alt="" />`;
