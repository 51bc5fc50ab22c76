import { DEMO_PEOPLE } from "./demoPeople.ts";
import { startWorld } from "./server.ts";

const world = await startWorld({
  port: Number(process.env.PORT ?? 4900),
  statusStepMs: 350,
  ...(process.env.STATE_FILE === undefined ? {} : { stateFile: process.env.STATE_FILE }),
});
for (const person of DEMO_PEOPLE) await world.putPerson(person);
console.log(`The simulated world: ${world.url}`);

const stop = () => {
  void world.close().then(() => process.exit(0));
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
