/** Browsers by what only they say; the order matters, since most also say that they are another. */
const browsers: [RegExp, string][] = [
  [/\bEdgA?\/|\bEdgiOS\//, "Edge"],
  [/\bOPR\/|\bOPT\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\//, "Chrome"],
  [/\bVersion\/.*\bSafari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "Mac"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

const firstOf = (known: [RegExp, string][], text: string): string[] =>
  known
    .filter(([sign]) => sign.test(text))
    .slice(0, 1)
    .map(([, name]) => name);

/**
 * What a session was opened with, as its user may recognise it: `Chrome · Windows`. No version and no model, so that it doesn't tell one
 * person from another. Empty when the browser says nothing that is known here.
 */
export const deviceOf = (request: Request): string => {
  const agent = (request.headers.get("user-agent") ?? "").slice(0, 500);
  return [...firstOf(browsers, agent), ...firstOf(systems, agent)].join(" · ");
};
