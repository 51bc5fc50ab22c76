import type { Account } from "./contract.ts";
import type { Core } from "./core.ts";
import { sha256 } from "./fileStore.ts";
import type { Template } from "./shapes.ts";
import { makeServiceAccount, removeServiceAccount } from "./vertex/serviceAccounts.ts";
import type { MediaApi, TemplateApi, TemplateSpec, VertexApi } from "./worldApi.ts";

export function mediaGroup(core: Core): MediaApi {
  return {
    requests: async () => core.mediaRequests,
    stored: async () => core.state.media,
    async bytes(sid) {
      const bytes = core.files.get(sid);
      if (bytes === null) throw new Error(`no file ${sid} in this world`);
      return bytes;
    },
    async means(bytes, marker) {
      core.state.heard[sha256(bytes)] = marker;
      core.changed();
    },
  };
}

export function templateGroup(core: Core): TemplateApi {
  return {
    put: async (spec) => putTemplate(core, spec),
    async remove(sid) {
      core.state.templates = core.state.templates.filter((one) => one.sid !== sid);
      core.changed();
    },
    list: async () => core.state.templates,
  };
}

function putTemplate(core: Core, spec: TemplateSpec): Template {
  const before = core.state.templates.find((one) => one.sid === spec.sid);
  const friendlyName = spec.friendlyName ?? before?.friendlyName ?? "modello";
  const made: Template = {
    sid: `HX${core.random.hex(32)}`,
    language: "it",
    types: { "twilio/text": { body: "Ciao" } },
    variables: {},
    createdAt: core.now(),
    ...before,
    ...spec,
    friendlyName,
    updatedAt: core.now(),
    approval: {
      status: "approved",
      name: friendlyName,
      category: "UTILITY",
      rejectionReason: "",
      ...before?.approval,
      ...spec.approval,
    },
  };
  core.state.templates =
    before === undefined ? [...core.state.templates, made] : core.state.templates.map((one) => (one === before ? made : one));
  core.changed();
  return made;
}

export function vertexGroup(core: Core): VertexApi {
  return {
    serviceAccount: async (projectId, name) => makeServiceAccount(core, projectId, name),
    removeServiceAccount: async (email) => removeServiceAccount(core, email),
    async setTokenSeconds(seconds) {
      core.state.accessTokenSeconds = seconds;
      core.changed();
    },
    async expireTokens() {
      for (const token of core.state.accessTokens) token.expiresAt = 0;
      core.changed();
    },
  };
}

/** Source: https://www.twilio.com/docs/iam/api/authtoken (promoting deletes the former primary token) */
export function rotateToken(core: Core, accountSid: string, step: "make" | "promote"): Account {
  const account = core.state.accounts.find((one) => one.accountSid === accountSid);
  if (account === undefined) throw new Error(`no account ${accountSid} in this world`);
  if (step === "make") account.secondaryAuthToken = core.random.hex(32);
  else {
    if (!account.secondaryAuthToken) throw new Error(`account ${accountSid} has no secondary token to promote`);
    account.authToken = account.secondaryAuthToken;
    account.secondaryAuthToken = null;
  }
  core.changed();
  core.events.emit({ type: "directory" });
  return account;
}
