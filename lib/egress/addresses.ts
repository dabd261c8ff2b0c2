import '#server-only';

/** What may be reached (threats.md §2.5): `metadata` and `never` by no setting, `private` only where private addresses are on. */
export type AddressClass = 'public' | 'private' | 'metadata' | 'never';

/** 4 or 16 bytes. */
type Bytes = readonly number[];

/** @returns undefined for what is no address in its canonical writing (a zone is cut off) */
export function parseAddress(text: string): Bytes | undefined {
  return text.includes(':') ? parseV6(text.replace(/%.*$/, '')) : parseV4(text);
}

function parseV4(text: string): Bytes | undefined {
  const bytes = text.split('.').map((part) => (/^(0|[1-9]\d{0,2})$/.test(part) ? Number(part) : 256));
  return bytes.length === 4 && bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function parseV6(text: string): Bytes | undefined {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const inner = dotted ? parseV4(dotted[2] ?? '') : undefined;
  if (dotted && !inner) return undefined;
  const words = inner ? `${dotted?.[1]}${hexWord(inner, 0)}:${hexWord(inner, 2)}` : text;
  const [head = '', tail, more] = words.split('::');
  if (more !== undefined) return undefined;
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = 8 - left.length - right.length;
  if (tail === undefined ? gap !== 0 : gap < 1) return undefined;
  const all = [...left, ...Array<string>(tail === undefined ? 0 : gap).fill('0'), ...right];
  if (!all.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined;
  return all.flatMap((word) => [Number.parseInt(word, 16) >> 8, Number.parseInt(word, 16) & 255]);
}

const hexWord = (bytes: Bytes, at: number) => (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);

/** `::ffff:a.b.c.d` is judged as the IPv4 address inside. */
function unmapped(bytes: Bytes): Bytes {
  const isMapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return isMapped ? bytes.slice(12) : bytes;
}

/** How an address is written when two writings are compared: IPv4 dotted, IPv6 as eight words; a mapped address as the one inside. */
export function canonicalAddress(text: string): string {
  const bytes = parseAddress(text);
  if (!bytes) return text;
  const plain = unmapped(bytes);
  if (plain.length === 4) return plain.join('.');
  return Array.from({ length: 8 }, (_, word) => hexWord(plain, word * 2)).join(':');
}

type Block = { bytes: Bytes; bits: number };

const blocks = (text: string): Block[] =>
  text
    .trim()
    .split(/\s+/)
    .map((one) => {
      const [address = '', bits] = one.split('/');
      const bytes = parseAddress(address);
      if (!bytes) throw new Error(`${address} is no address`);
      return { bytes, bits: bits === undefined ? bytes.length * 8 : Number(bits) };
    });

const metadata = blocks(`169.254.169.254 169.254.169.253 169.254.169.123 169.254.170.2 169.254.170.23 169.254.0.23 169.254.42.42
  168.63.129.16 100.100.100.200 192.0.0.192 fd00:ec2::254 fd00:ec2::23 fd20:ce::254`);

const never = blocks(`0.0.0.0/8 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4
  2001::/23 2001:db8::/32 2002::/16 3fff::/20 64:ff9b::/96 64:ff9b:1::/48 ::/96 ::ffff:0:0:0/96`);

const privately = blocks(`10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 198.18.0.0/15
  ::1/128 fc00::/7 fe80::/10`);

/** All of IPv6 that is routed between networks. */
const global = blocks('2000::/3');

function isIn(bytes: Bytes, list: readonly Block[]): boolean {
  return list.some((block) => {
    if (block.bytes.length !== bytes.length) return false;
    const whole = block.bits >> 3;
    for (let at = 0; at < whole; at++) if (bytes[at] !== block.bytes[at]) return false;
    const rest = block.bits & 7;
    return rest === 0 || ((bytes[whole] ?? 0) ^ (block.bytes[whole] ?? 0)) >> (8 - rest) === 0;
  });
}

/** @returns `never` for a text that is no address: what cannot be judged is refused */
export function classOf(address: string): AddressClass {
  const parsed = parseAddress(address);
  if (!parsed) return 'never';
  const bytes = unmapped(parsed);
  if (isIn(bytes, metadata)) return 'metadata';
  // ::1 lies inside ::/96, which is refused otherwise.
  if (isIn(bytes, privately)) return 'private';
  if (isIn(bytes, never) || (bytes.length === 16 && !isIn(bytes, global))) return 'never';
  return 'public';
}

/**
 * The writings of an address that a pattern of plugins.ml_commons.connector.restricted_ip_patterns may mean: as we and most people write
 * it, and as Java does (eight words, no leading zeros).
 */
export function writingsOf(address: string): string[] {
  const bare = address.replace(/%.*$/, '').toLowerCase();
  const canonical = canonicalAddress(bare);
  return bare === canonical ? [bare] : [bare, canonical];
}

const metadataNames = new Set(['metadata.google.internal', 'metadata.goog', 'metadata', 'instance-data', 'instance-data.ec2.internal']);

/** Names under which clouds hand out credentials of the machine; no setting unlocks them. */
export const isMetadataName = (host: string): boolean => metadataNames.has(host.toLowerCase());

/** Loopback by RFC 6761, whatever a resolver says. */
export const isLoopbackName = (host: string): boolean => /^(.+\.)?localhost$/i.test(host);

/** The address that a host is itself; undefined for a name. */
export function literalOf(host: string): string | undefined {
  const bare = host.startsWith('[') ? host.slice(1, -1) : host;
  return parseAddress(bare) ? bare : undefined;
}
