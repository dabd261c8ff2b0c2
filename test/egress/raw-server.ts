import net from 'node:net';

/** A server on loopback that answers with bytes as they are given, however wrong, and remembers what it received. */
export type RawServer = {
  port: number;
  /** What each connection received, as Latin-1 text. */
  received: string[];
  close(): Promise<void>;
};

/** @param answer what to do once a whole request has come in; `nth` counts the requests of a connection, `connection` the connections */
export async function rawServer(
  answer: (socket: net.Socket, request: { nth: number; connection: number }) => void,
  host = '127.0.0.1',
): Promise<RawServer> {
  const received: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const connection = received.push('') - 1;
    let pending = '';
    let nth = 0;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {}); // the client closes whenever it has had enough
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1');
      received[connection] += text;
      pending += text;
      for (let end = endOf(pending); end > 0; end = endOf(pending)) {
        pending = pending.slice(end);
        answer(socket, { nth: nth++, connection });
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const close = () =>
    new Promise<void>((done) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => done());
    });
  return { port: address.port, received, close };
}

/** Where the first request ends; 0 while it is not complete. */
function endOf(text: string): number {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return 0;
  const end = head + 4 + Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1] ?? 0);
  return text.length >= end ? end : 0;
}

/** A complete answer. */
export const answerOf = (body: string | Buffer, headers: Record<string, string> = {}, status = 200): Buffer => {
  const bytes = Buffer.from(body);
  const lines = Object.entries({ 'content-length': String(bytes.length), ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Any\r\n${lines.join('')}\r\n`, 'latin1'), bytes]);
};
