import { join } from "node:path";
import { DEFAULT_GEMINI_KEY, DEFAULT_MAIL_KEY } from "../world/contract.ts";
import { DEMO_PEOPLE } from "../world/demoPeople.ts";
import { demoTemplates } from "../world/demoTemplates.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";
import { demoAgents, demoOwner, demoSettings, demoTwilio } from "./seed/demo.ts";
import type { WorkerVars } from "./settings.ts";

/** The simulated outside world with the demo's account, numbers and people; what happened in it survives a restart. */
export async function startDemoWorld(port: number, stateDir: string, filoUrl: string): Promise<World> {
  const world = await startWorld({ port, stateFile: join(stateDir, "world.json"), statusStepMs: 350 });
  await world.putAccount({ ...demoTwilio, name: "Palestra Aurora" });
  for (const { number, fields } of demoAgents) {
    const webhookUrl = `${filoUrl}/api/whatsapp/webhook`;
    await world.putNumber({ number, accountSid: demoTwilio.accountSid, name: fields.name, webhookUrl });
  }
  for (const template of demoTemplates(demoTwilio.accountSid)) await world.templates.put(template);
  for (const person of DEMO_PEOPLE) await world.putPerson(person);
  for (const [index, id] of demoSettings.consultantPhones.entries()) {
    await world.putPerson({ id, name: index === 0 ? "Anna Riva (consulente)" : `Consulente ${index + 1}` });
  }
  return world;
}

/** The settings that send Filo's calls to the world instead of to the providers. */
export const worldVars = (world: World): WorkerVars => ({
  TWILIO_API_BASE: world.twilioBase,
  GEMINI_API_BASE: world.geminiBase,
  GEMINI_API_KEYS: DEFAULT_GEMINI_KEY,
  MAIL_API_BASE: world.mailBase,
  PUSH_API_BASE: world.pushBase,
  MAIL_API_KEY: DEFAULT_MAIL_KEY,
  MAIL_FROM: "Filo <filo@filo.example>",
});

/** The demo's owner also runs the installation, so that whoever tries Filo sees the platform's page too. */
export const demoAdmin: WorkerVars = { PLATFORM_ADMINS: demoOwner.email };
