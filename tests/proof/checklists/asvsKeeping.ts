import { e2e, proof, type Item } from "./item.ts";

/** OWASP Application Security Verification Standard 5.0, levels 1 and 2, section by section: how it is kept and run, V11 to V17. https://asvs.dev */
export const asvsKeeping: Item[] = [
  { item: "V11.1", asks: "Keys have an inventory and can be changed", result: "yes", tests: ["tests/platform/secrets.test.ts"] },
  {
    item: "V11.2, V11.3",
    asks: "Approved algorithms, authenticated encryption, no reuse of nonces",
    result: "yes",
    tests: ["tests/platform/secrets.test.ts", "tests/backup/file.test.ts"],
  },
  {
    item: "V11.4",
    asks: "Passwords by a slow function, everything else by SHA-2",
    result: "yes",
    tests: ["tests/platform/passwords.test.ts"],
  },
  {
    item: "V11.5",
    asks: "Random values come from the system's generator, 128 bits where nobody may guess",
    result: "yes",
    tests: ["tests/architecture/floors.test.ts", "tests/platform/ids.test.ts"],
  },
  {
    item: "V12",
    asks: "TLS to callers and to providers",
    result: "partly",
    tests: ["tests/platform/config.test.ts"],
    note: "The platform ends TLS; versions and ciphers are set in its dashboard, which nothing here checks",
  },
  {
    item: "V13.2",
    asks: "Calls to providers are authenticated, bounded in time, and go to known hosts",
    result: "yes",
    tests: ["tests/channels/whatsapp/lineMedia.test.ts", "tests/models/failover.test.ts", ...proof("ssrf")],
  },
  {
    item: "V13.3",
    asks: "Secrets are kept sealed and never read back",
    result: "yes",
    tests: ["tests/platform/secrets.test.ts", ...proof("secrets")],
  },
  {
    item: "V13.4",
    asks: "No debugging, no listings, no versions towards the outside",
    result: "yes",
    tests: ["tests/api/door.test.ts"],
  },
  {
    item: "V14.2",
    asks: "Personal data stay out of addresses and caches, are no more than needed, and go when they are over or their person asks",
    result: "partly",
    tests: ["tests/api/door.test.ts", "tests/privacy/retention.test.ts", "tests/faults/erasure.test.ts", ...proof("erasure")],
    note: "A search's words are in its address, which is never logged by Filo and never cached",
  },
  {
    item: "V14.3",
    asks: "Nothing of a signed-out person is left in the browser",
    result: "yes",
    tests: ["tests/web/keptRules.test.ts", "tests/web/signedOut.test.ts"],
  },
  {
    item: "V15.1, V15.2",
    asks: "Parts are known, kept up to date, and few",
    result: "partly",
    tests: ["tests/architecture/floors.test.ts"],
    note: "Versions are pinned with their digests; nobody is told by itself of a weakness in one",
  },
  {
    item: "V15.3",
    asks: "No mass assignment, no prototype pollution, only what is promised is answered",
    result: "yes",
    tests: ["tests/api/door.test.ts", ...e2e("isolation")],
  },
  {
    item: "V15.4",
    asks: "What happens at once is safe at once",
    result: "yes",
    tests: ["tests/conversation/sendInterleavings.test.ts", "tests/platform/quota.worker.test.ts", ...proof("sessions")],
  },
  {
    item: "V16.2",
    asks: "Log lines have time, place and form, and no secrets",
    result: "yes",
    tests: ["tests/api/door.test.ts", ...proof("secrets")],
  },
  {
    item: "V16.3",
    asks: "Refused sign-ins and calls, forged calls and changes of rights are logged",
    result: "yes",
    tests: ["tests/api/door.test.ts", "tests/accounts/team.worker.test.ts"],
    note: "Successful sign-ins are shown to their user as sessions",
  },
  {
    item: "V16.4",
    asks: "Logs cannot be forged or changed",
    result: "partly",
    tests: ["tests/api/door.test.ts"],
    note: "Lines are JSON; where they are kept is the platform's. Audit rows can be changed by whoever holds the database",
  },
  {
    item: "V16.5",
    asks: "Errors say nothing of the inside, and leave the system safe",
    result: "yes",
    tests: ["tests/api/door.test.ts", "tests/faults/database.test.ts"],
  },
  { item: "V17", asks: "WebRTC", result: "not here", tests: [], note: "There is none" },
];
