import type { ChannelLane } from "./drainChannel.ts";
import { drainD1 } from "./drainD1.ts";
import { drainJobs } from "./drainJobs.ts";
import { drainLive } from "./drainLive.ts";
import type { Kernel } from "./kernel.ts";
import type { Lane } from "./outbox.ts";

/** How each lane of a thread's outbox is emptied. */
export const drainsOf = (kernel: Kernel, channel: ChannelLane): Record<Lane, () => Promise<void>> => ({
  channel: () => channel.drain(),
  live: () => drainLive(kernel),
  d1: () => drainD1(kernel),
  jobs: () => drainJobs(kernel),
});
