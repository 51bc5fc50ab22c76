import { generateKeyPairSync } from "node:crypto";
import type { ServiceAccountKey } from "../shapes.ts";
import type { Core } from "../core.ts";

/** A new service account of a project with a key pair made on the spot; the world keeps the public half only. */
export function makeServiceAccount(core: Core, projectId: string, name = "filo"): ServiceAccountKey {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const email = `${name}@${projectId}.iam.gserviceaccount.com`;
  const keyId = core.random.hex(40);
  const others = core.state.serviceAccounts.filter((one) => one.email !== email);
  const made = { email, projectId, keyId, publicKey: publicKey.export({ type: "spki", format: "pem" }).toString() };
  core.state.serviceAccounts = [...others, made];
  core.changed();
  return {
    type: "service_account",
    project_id: projectId,
    private_key_id: keyId,
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    client_email: email,
    client_id: String(Math.floor(core.random.next() * 1e15)).padStart(21, "1"),
    token_uri: `${core.url}/token`,
  };
}

/** From now on neither the account's key nor the tokens made with it are good for anything. */
export function removeServiceAccount(core: Core, email: string): void {
  core.state.serviceAccounts = core.state.serviceAccounts.filter((one) => one.email !== email);
  core.state.accessTokens = core.state.accessTokens.filter((one) => one.email !== email);
  core.changed();
}
