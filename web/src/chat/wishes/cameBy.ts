import { call } from "../../api/client.ts";
import { shareCode } from "../shareCode.ts";

/** Somebody who is signed in already has followed a share link: from now on it holds for them too. */
export const cameBy = async (slug: string): Promise<void> => {
  const share = shareCode();
  if (share === undefined) return;
  // If it does not arrive, the next visit by the link says it again.
  await call("PATCH /api/public/ai/{slug}/preferences", { params: { slug }, body: { share } }).catch(() => undefined);
};
