import { withDeadline } from "./deadline.ts";
import { parseLineName, type LineConfig, type LineDeps, type ProviderCall } from "./line.ts";
import type { LineStore } from "./lineStore.ts";
import { isSignedByTwilio } from "./signature.ts";
import { twilioMessages, type TwilioMessages } from "./twilioClient.ts";
import type { TwilioAccess } from "./twilioRequests.ts";

const findTimeoutMs = 5000;
const twilioTimeoutMs = 15_000;
/** However many forged calls come, D1 is asked no oftener whether the token has changed. */
const refreshEveryMs = 60_000;

const noFormerToken = { formerTokenSealed: null, formerTokenUntil: null };

const place = ({ tenantId, lineId }: LineConfig) => ({
  tenant: tenantId,
  table: "whatsapp_lines",
  column: "auth_token_sealed",
  id: lineId,
});

/** Whose the number is, its token, and Twilio with it. The line's own copy answers; D1 is asked when there is none. */
export class LineAccess {
  readonly #name: string | undefined;
  readonly #store: LineStore;
  readonly #deps: LineDeps;
  #own: LineConfig | null;
  /** Tokens by their sealed form: the present one and the one before it. */
  #opened = new Map<string, string>();
  #refreshedAt = 0;
  /** How often this incarnation has let go of the number. */
  #drops = 0;

  constructor(name: string | undefined, store: LineStore, deps: LineDeps) {
    this.#name = name;
    this.#store = store;
    this.#deps = deps;
    const kept = store.get("config");
    // A copy from before there were two tokens has none but the one.
    this.#own = kept ? { ...noFormerToken, ...kept } : null;
  }

  get own(): LineConfig | null {
    return this.#own;
  }

  /**
   * Somebody has read the row, perhaps before it was deleted: once the number was let go of, a copy that is no newer counts for
   * nothing, and D1 is asked.
   */
  async told(config: LineConfig): Promise<void> {
    const forgottenAt = this.#own === null ? this.#store.get("forgottenAt") : undefined;
    if (forgottenAt === undefined || config.updatedAt > forgottenAt) this.take(config);
    else await this.refresh();
  }

  /**
   * Takes a newer copy. Within a tenant the number stays connected, so nothing that customers write during a move from one
   * agent to another is missed.
   */
  take(config: LineConfig): void {
    const own = this.#own;
    if (own !== null && config.updatedAt < own.updatedAt) return;
    const isSameTenant = own?.tenantId === config.tenantId;
    const taken = { ...config, connectedAt: isSameTenant ? Math.min(own.connectedAt, config.connectedAt) : config.connectedAt };
    if (own !== null && isSameConfig(own, taken)) return;
    this.#own = taken;
    this.#store.connect(taken);
  }

  drop(): void {
    const forgottenAt = Math.max(this.#deps.chance.now(), this.#own?.updatedAt ?? 0);
    this.#drops += 1;
    this.#own = null;
    this.#opened.clear();
    this.#store.disconnect(forgottenAt);
  }

  /** The line's copy, else the row of D1; `unknown` when there is neither, `away` when D1 cannot say. */
  async resolve(): Promise<LineConfig | "unknown" | "away"> {
    if (this.#own !== null) return this.#own;
    const found = await this.#look();
    if (typeof found === "string") return found;
    this.take(found);
    return this.#own ?? found;
  }

  /** Reads D1's row again: takes what is newer, drops the copy of a row that is gone, keeps it while D1 is away. */
  async refresh(): Promise<void> {
    this.#refreshedAt = this.#deps.chance.now();
    const found = await this.#look();
    if (typeof found !== "string") this.take(found);
    else if (found === "unknown" && this.#own !== null) this.drop();
  }

  /**
   * Whether the call is Twilio's: signed with the token, or, while it is believed, with the one before. One that was renewed
   * behind the line's back is looked up before the call is refused.
   */
  async isSigned(call: ProviderCall, config: LineConfig): Promise<boolean> {
    if (await this.#isSignedFor(call, config)) return true;
    if (this.#deps.chance.now() - this.#refreshedAt < refreshEveryMs) return false;
    await this.refresh();
    const own = this.#own;
    const isRenewed = own !== null && own.authTokenSealed !== config.authTokenSealed;
    return isRenewed && (await this.#isSignedFor(call, own));
  }

  async twilio(config: LineConfig): Promise<TwilioMessages> {
    return twilioMessages(await this.twilioAccess(config));
  }

  /** The way to Twilio's API. @throws when the stored token cannot be opened */
  async twilioAccess(config: LineConfig): Promise<TwilioAccess> {
    const { fetch, twilioApiBase } = this.#deps;
    return {
      fetch,
      apiBase: twilioApiBase,
      accountSid: config.accountSid,
      authTokens: await this.#tokens(config),
      timeoutMs: twilioTimeoutMs,
    };
  }

  async #isSignedFor(call: ProviderCall, config: LineConfig): Promise<boolean> {
    const tokens = await this.#tokens(config);
    return tokens.some((token) => isSignedByTwilio(token, call));
  }

  async #tokens(config: LineConfig): Promise<string[]> {
    const { authTokenSealed, formerTokenSealed, formerTokenUntil } = config;
    const token = await this.#open(config, authTokenSealed);
    const isBelieved = formerTokenSealed !== null && (formerTokenUntil ?? 0) > this.#deps.chance.now();
    // A former token that cannot be opened any more is no reason to refuse the present one.
    const former = isBelieved ? await this.#open(config, formerTokenSealed).catch(() => null) : null;
    return former === null || former === token ? [token] : [token, former];
  }

  async #open(config: LineConfig, sealed: string): Promise<string> {
    const known = this.#opened.get(sealed);
    if (known !== undefined) return known;
    const token = await this.#deps.secrets.open(place(config), sealed);
    if (this.#opened.size > 2) this.#opened.clear();
    this.#opened.set(sealed, token);
    return token;
  }

  /** What D1 says now: a row that was read before the number was let go of may be gone. */
  async #look(): Promise<LineConfig | "unknown" | "away"> {
    const drops = this.#drops;
    const found = await this.#ask();
    return drops === this.#drops ? found : this.#look();
  }

  async #ask(): Promise<LineConfig | "unknown" | "away"> {
    const named = this.#own ?? parseLineName(this.#name ?? "");
    if (named === null) return "unknown";
    try {
      const found = await withDeadline(this.#deps.findConfig(named.accountSid, named.number), findTimeoutMs);
      return found ?? "unknown";
    } catch {
      return "away";
    }
  }
}

const isSameConfig = (a: LineConfig, b: LineConfig): boolean =>
  (Object.keys(a) as (keyof LineConfig)[]).every((key) => a[key] === b[key]);
