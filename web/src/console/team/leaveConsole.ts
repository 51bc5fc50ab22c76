import { paths } from "../../paths.ts";
import { wipeBrowser } from "../shell/wipeBrowser.ts";

/** After the session has ended: a full load, so that nothing stays in memory either. */
export const leaveConsole = async (): Promise<void> => {
  await wipeBrowser();
  location.assign(paths.signIn());
};

/** After the session has gone over to another tenant: what is cached is the former one's. */
export const enterTenant = async (session: object): Promise<void> => {
  await wipeBrowser();
  localStorage.setItem("filo.session", JSON.stringify(session));
  location.assign(paths.inbox());
};
