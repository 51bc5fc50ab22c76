import { e2e, proof, type Item } from "./item.ts";

/** OWASP Application Security Verification Standard 5.0, levels 1 and 2, section by section: who it is and what they may do, V6 to V10. https://asvs.dev */
export const asvsAccess: Item[] = [
  {
    item: "V6.1",
    asks: "How many guesses there are, and what stops them, is written down",
    result: "yes",
    tests: ["tests/accounts/auth.worker.test.ts"],
  },
  {
    item: "V6.2",
    asks: "Passwords: length over rules, pasting, change with the present one, common ones refused",
    result: "partly",
    tests: ["tests/accounts/ownAccount.worker.test.ts", "tests/platform/passwords.test.ts"],
    note: "Ten to 200 characters of any kind; common and leaked passwords are not looked up",
  },
  {
    item: "V6.3",
    asks: "Guessing is stopped; nothing tells who is known; a second factor",
    result: "no",
    tests: ["tests/accounts/auth.worker.test.ts", ...proof("sessions", "oracles")],
    note: "Guessing is stopped and signing in tells nothing, but there is no second factor, a sign-up says that an address is taken (a customer's only once it is confirmed), and ten wrong guesses keep the right person out for a quarter of an hour too",
  },
  {
    item: "V6.4",
    asks: "Recovery is by a single-use, short-lived link to the address itself",
    result: "yes",
    tests: ["tests/accounts/auth.worker.test.ts", ...proof("sessions")],
  },
  {
    item: "V6.5",
    asks: "Codes are random, hashed, used once and short-lived",
    result: "yes",
    tests: ["tests/contacts/linkCode.test.ts", "tests/contacts/linking.worker.test.ts", ...proof("sessions")],
  },
  {
    item: "V6.6",
    asks: "Out-of-band codes are bound to their request and stop guesses",
    result: "yes",
    tests: ["tests/contacts/linking.worker.test.ts", "tests/page/link.worker.test.ts"],
  },
  {
    item: "V6.7, V6.8",
    asks: "Cryptographic authenticators, identity providers",
    result: "not here",
    tests: [],
    note: "There are none",
  },
  { item: "V7.1", asks: "How long sessions last is written down", result: "yes", tests: ["tests/accounts/auth.worker.test.ts"] },
  {
    item: "V7.2",
    asks: "Sessions are random, checked at the server, new at every sign-in",
    result: "partly",
    tests: ["tests/accounts/auth.worker.test.ts", ...proof("sessions")],
    note: "A page's visitor cookie, which is no session, stays the same when its customer signs in; signing out lets go of it",
  },
  {
    item: "V7.3",
    asks: "Sessions end after idle time, and at the latest after a fixed time",
    result: "partly",
    tests: ["tests/accounts/auth.worker.test.ts"],
    note: "Thirty idle days in the console, ninety days for customers; a console session that is used has no last day",
  },
  {
    item: "V7.4",
    asks: "Signing out, a new password and a removed member end sessions at once, everywhere",
    result: "yes",
    tests: [
      "tests/accounts/ownAccount.worker.test.ts",
      "tests/accounts/team.worker.test.ts",
      ...e2e("isolation"),
      ...proof("sessions"),
    ],
  },
  {
    item: "V7.5",
    asks: "The present password before a new one; sessions can be seen and ended",
    result: "yes",
    tests: ["tests/accounts/ownAccount.worker.test.ts"],
  },
  {
    item: "V8.1",
    asks: "Who may do what is written down",
    result: "yes",
    tests: ["tests/api/openapi.test.ts", "tests/api/door.test.ts"],
  },
  {
    item: "V8.2",
    asks: "Every operation, every row and every field is checked for its caller",
    result: "yes",
    tests: e2e("isolation", "reach"),
  },
  {
    item: "V8.3",
    asks: "It is checked at the server, and a change holds from the next request",
    result: "yes",
    tests: ["tests/accounts/team.worker.test.ts", ...e2e("reach")],
  },
  {
    item: "V8.4",
    asks: "A tenant never reaches another's; administration is set apart",
    result: "yes",
    tests: [
      ...e2e("isolation", "reach"),
      "tests/architecture/tenantScope.test.ts",
      "tests/architecture/rawDatabase.test.ts",
      ...proof("oracles"),
    ],
  },
  {
    item: "V9",
    asks: "Self-contained tokens are signed, typed for one use, and expire",
    result: "yes",
    tests: [...e2e("isolation"), "tests/media/rules.test.ts", "tests/push/vapid.test.ts"],
  },
  { item: "V10", asks: "OAuth and OpenID Connect", result: "not here", tests: [], note: "There is none" },
];
