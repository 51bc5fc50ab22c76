import { createTenantModelKeys } from "../accounts/tenantModelKeys.ts";
import type { Env } from "../env.ts";
import { createAccessTokens } from "../models/accessToken.ts";
import { createFailover } from "../models/failover.ts";
import { createGemini } from "../models/gemini.ts";
import { createKeyring } from "../models/keyring.ts";
import { nobody } from "../models/nobody.ts";
import { offlineModel } from "../models/offline.ts";
import type { Model } from "../models/port.ts";
import { createProviders, type Providers } from "../models/providers.ts";
import { createVertex } from "../models/vertex.ts";
import { createVertexKeyring, type VertexAccess } from "../models/vertexKeyring.ts";
import { wordsOf } from "../platform/causes.ts";
import { PoolKeys } from "../platform/poolKeys.ts";
import { type Platform, log } from "./base.ts";

/** What the providers' calls note about themselves: nobody waits for it, and it never rejects. */
const inBackground = (work: Promise<void>): void => void work;

const createVertexModels = ({ config, chance, keyUsage }: Platform): Providers["vertex"] => {
  if (!config.vertex) return null;
  const access: VertexAccess = {
    tokens: createAccessTokens(config.vertex.account, chance, (input, init) => fetch(input, init)),
    rest: { lastUsedAt: 0, restsUntil: 0 },
    note: (use, tokens) =>
      inBackground(keyUsage.noteVertex(use, tokens).catch((error) => log({ event: "key_use_lost", error: wordsOf(error) }))),
  };
  const provider = createVertex(config.vertex);
  const failover = (manner: "hasty" | "patient") =>
    createFailover({ provider, keyring: createVertexKeyring(access, chance, manner), offline: nobody, chance });
  return { hasty: failover("hasty"), patient: failover("patient") };
};

export const createModel = (env: Env, base: Platform): Model => {
  const { config, secrets, chance, keyUsage } = base;
  const own = createTenantModelKeys({ ...base, usage: keyUsage });
  const keyring = createKeyring({
    pool: new PoolKeys(env.DB, secrets, chance),
    seeds: config.geminiApiKeys,
    tenantKey: own.open,
    noteTenantKey: own.note,
    chance,
    background: inBackground,
  });
  const provider = createGemini({ baseUrl: config.geminiApiBase });
  return createProviders({
    vertex: createVertexModels(base),
    aiStudio: createFailover({ provider, keyring, offline: offlineModel, chance }),
    aiStudioBehind: createFailover({ provider, keyring, offline: nobody, chance }),
  });
};
