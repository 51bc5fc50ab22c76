/** Where a trap listens: an address of this machine's, and a port. */
export interface Trap {
  address: string;
  port: number;
}

const numbersOf = (address: string): number[] => address.split(".").map(Number);

/** Every way of writing one IPv4 address that some parser has taken. */
const waysOf = (address: string): string[] => {
  const [a = 0, b = 0, c = 0, d = 0] = numbersOf(address);
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (n: number) => n.toString(16).padStart(2, "0");
  const tail = (c * 256 + d).toString();
  const groups = `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
  const wide = (text: string) =>
    [...text].map((sign) => (sign === "." ? "。" : String.fromCodePoint((sign.codePointAt(0) ?? 0) + 0xfee0))).join("");
  return [
    address,
    `${address}.`,
    String(whole),
    `0x${whole.toString(16)}`,
    `0${whole.toString(8)}`,
    [a, b, c, d].map((n) => `0${n.toString(8)}`).join("."),
    [a, b, c, d].map((n) => `0x${hex(n)}`).join("."),
    `0x${hex(a)}.${b}.${tail}`,
    `${a}.${b}.${tail}`,
    `${a}.${b * 65_536 + Number(tail)}`,
    `%${[...address].map((sign) => (sign.codePointAt(0) ?? 0).toString(16)).join("%")}`,
    wide(address),
    address.replaceAll(".", "．"),
    `[::ffff:${address}]`,
    `[::ffff:${groups}]`,
    `[0:0:0:0:0:ffff:${groups}]`,
    `[::${groups}]`,
    `[64:ff9b::${groups}]`,
    `[2002:${groups}::]`,
    `${address}.nip.io`,
    `${address.replaceAll(".", "-")}.sslip.io`,
  ];
};

const names = [
  "localhost",
  "LOCALHOST",
  "localhost.",
  "localhost.localdomain",
  "app.localhost",
  "ip6-localhost",
  "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
  "loc%61lhost",
  "[::1]",
  "[::]",
  "[0:0:0:0:0:0:0:1]",
  "[::1%25lo]",
  "[fe80::1]",
  "[fd00::1]",
  "[fd00::2]",
  "metadata.google.internal",
  "metadata",
  "instance-data",
  "kubernetes.default.svc.cluster.local",
  "router.lan",
  "printer.local",
  "localtest.me",
  "lvh.me",
  "customer.vcap.me",
  "api.twilio.com.localhost",
  "7f000001.c0a80001.rbndr.us",
  "make-127.0.0.1-rebind-10.0.0.1-rr.1u.ms",
  "A.1.1.1.1.1time.127.0.0.1.forever.a1b2.rebind.network",
];

/** Private, link-local and shared nets: nobody of ours listens there, and nobody is to ask. */
const elsewhere = [
  "10.0.0.1",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.100.100.200",
  "0.0.0.0",
  "100.64.0.1",
  "198.18.0.1",
];

const schemes = (host: string, port: number): string[] => [
  `ftp://${host}:${port}/`,
  `gopher://${host}:${port}/_x`,
  `file://${host}/etc/passwd`,
  `ws://${host}:${port}/`,
  `wss://${host}:${port}/`,
  `blob:http://${host}:${port}/1`,
  `view-source:http://${host}:${port}/`,
  `jar:http://${host}:${port}/x!/`,
  `//${host}:${port}/`,
  `http:\\\\${host}:${port}\\`,
  `https:${host}:${port}`,
  `https:///${host}:${port}/`,
];

const tricks = (host: string, port: number): string[] => [
  `https://example.com@${host}:${port}/`,
  `https://example.com:443@${host}:${port}/`,
  `https://${host}:${port}@example.com:${port}/`,
  `https://example.com#@${host}:${port}/`,
  `https://${host}:${port}#.example.com/`,
  `https://${host}:${port}?.example.com/`,
  `https://${host}:${port}\\@example.com/`,
  `https://example.com\\@${host}:${port}/`,
  `https://[${host}]:${port}/`,
  `http://${host}:${port}/%0d%0aHost:%20example.com`,
  `http://user:pass@${host}:${port}/`,
  `HTTP://${host}:${port}/`,
  `http://${host}:0${port}/`,
  `https://api.twilio.com@${host}:${port}/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1`,
  `http://api.twilio.com.${host}.nip.io:${port}/`,
];

/** Addresses that make a server ask what only it can reach, made of the traps that listen on this machine. */
export const hostileAddresses = (traps: readonly Trap[]): string[] => {
  const [first] = traps;
  if (!first) return [];
  const ipv4 = [...new Set(traps.map(({ address }) => address).filter((address) => address.includes(".")))];
  const hosts = [...ipv4.flatMap(waysOf), ...names, ...elsewhere.flatMap((address) => waysOf(address).slice(0, 4))];
  const plain = hosts.flatMap((host) => [`https://${host}/`, `http://${host}:${first.port}/`, `https://${host}:${first.port}/`]);
  return [...new Set([...plain, ...ipv4.flatMap((host) => [...schemes(host, first.port), ...tricks(host, first.port)])])];
};
