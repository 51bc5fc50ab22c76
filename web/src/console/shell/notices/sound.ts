const notes = [
  { hertz: 660, from: 0, seconds: 0.12 },
  { hertz: 880, from: 0.11, seconds: 0.18 },
] as const;
const loudness = 0.08;

let context: AudioContext | undefined;

/**
 * Two soft notes, made here: nothing to load. Browsers let a page be heard only after its user has touched it; until then nothing
 * sounds.
 */
export const playSound = (): void => {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume().catch(() => undefined);
  const now = context.currentTime;
  for (const { hertz, from, seconds } of notes) {
    const [tone, volume] = [context.createOscillator(), context.createGain()];
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, now + from);
    volume.gain.linearRampToValueAtTime(loudness, now + from + 0.015);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + from + seconds);
    tone.connect(volume).connect(context.destination);
    tone.start(now + from);
    tone.stop(now + from + seconds);
  }
};
