import dgram from 'node:dgram';

/** A name server on loopback. Names without an entry do not exist; `silent` names get no answer at all. */
export type NameServer = {
  /** As the setting studio.egress.dns_servers takes it. */
  address: string;
  /** Every question, as `A a.example`. */
  questions: string[];
  close(): Promise<void>;
};

type Entry = { A?: string[]; AAAA?: string[]; silent?: true; fails?: true };
/** What is known of a name, or a look-up of it. */
type Zone = Readonly<Record<string, Entry>> | ((name: string, type: 'A' | 'AAAA') => Entry | undefined);

const types: Readonly<Record<number, 'A' | 'AAAA'>> = { 1: 'A', 28: 'AAAA' };

export async function nameServer(zone: Zone): Promise<NameServer> {
  const socket = dgram.createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (query, from) => {
    const { name, end } = readName(query);
    const type = types[query.readUInt16BE(end)];
    questions.push(`${type} ${name}`);
    const entry = typeof zone !== 'function' ? zone[name] : type && zone(name, type);
    if (entry?.silent) return;
    const records = type ? (entry?.[type] ?? []) : [];
    const code = entry?.fails ? 2 : entry ? 0 : 3;
    const head = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, 0x80 | code, 0, 1, 0, records.length, 0, 0, 0, 0]);
    const question = query.subarray(12, end + 4);
    socket.send(Buffer.concat([head, question, ...records.map((address) => record(address))]), from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: () => new Promise<void>((done) => socket.close(() => done())),
  };
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), end: at + 1 };
}

/** An answer record that points back at the question's name; it may not be kept. */
function record(address: string): Buffer {
  const bytes = address.includes(':') ? bytesOfV6(address) : Buffer.from(address.split('.').map(Number));
  return Buffer.concat([Buffer.from([0xc0, 12, 0, bytes.length === 16 ? 28 : 1, 0, 1, 0, 0, 0, 0, 0, bytes.length]), bytes]);
}

/** Also of `::1`, and of `::ffff:10.0.0.1`. */
function bytesOfV6(address: string): Buffer {
  const hex = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_all, ...octets) => {
    const [a, b, c, d] = octets.slice(0, 4).map((octet) => Number(octet).toString(16).padStart(2, '0'));
    return `${a}${b}:${c}${d}`;
  });
  const [before = '', after] = hex.split('::');
  const words = (text: string) => text.split(':').filter(Boolean);
  const [head, tail] = [words(before), words(after ?? '')];
  const all = after === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return Buffer.from(all.map((word) => word.padStart(4, '0')).join(''), 'hex');
}
