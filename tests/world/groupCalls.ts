import type { MediaApi, TemplateApi, VertexApi } from "./worldApi.ts";

/** One call of the control API. */
export type ControlCall = <T>(method: string, path: string, body?: object) => Promise<T>;

export function mediaCalls(call: ControlCall, url: string): MediaApi {
  return {
    requests: () => call("GET", "/media/requests"),
    stored: () => call("GET", "/media"),
    async bytes(sid) {
      const response = await fetch(`${url}/world/media/${sid}/bytes`);
      if (!response.ok) throw new Error(`world: no file ${sid}`);
      return new Uint8Array(await response.arrayBuffer());
    },
    async means(bytes, marker) {
      await call("POST", "/media/meanings", { base64: Buffer.from(bytes).toString("base64"), marker });
    },
  };
}

export function templateCalls(call: ControlCall): TemplateApi {
  return {
    put: (template) => call("PUT", "/templates", template),
    async remove(sid) {
      await call("DELETE", `/templates/${sid}`);
    },
    list: () => call("GET", "/templates"),
  };
}

export function vertexCalls(call: ControlCall): VertexApi {
  return {
    serviceAccount: (projectId, name) =>
      call("POST", "/vertex/service-accounts", { projectId, ...(name === undefined ? {} : { name }) }),
    async removeServiceAccount(email) {
      await call("DELETE", `/vertex/service-accounts/${encodeURIComponent(email)}`);
    },
    async setTokenSeconds(seconds) {
      await call("PUT", "/vertex/token-seconds", { seconds });
    },
    async expireTokens() {
      await call("POST", "/vertex/expiry");
    },
  };
}
