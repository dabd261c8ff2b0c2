import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Caller } from '#lib/access/caller.ts';
import { resources } from '#lib/resources.ts';
import { makeHandle } from '#lib/rest/handle.ts';
import { nodeListener } from '#lib/rest/node-listener.ts';
import type { EdgePorts } from '#lib/rest/ports.ts';
import { routesOf } from '#lib/rest/routes.ts';
import type { Store } from '#lib/store/open.ts';
import { type Studio, wire } from '#lib/studio.ts';
import { freshFolder } from './fresh-store.ts';

export const administrator: Caller = { id: 'u-admin', username: 'admin', role: 'all_access', backend_roles: [] };

export type Answered = {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  body: any;
};
export type Ask = { headers?: Record<string, string>; as?: Caller };

export type ServedStudio = {
  ports: Studio['ports'];
  store: Store;
  /** Base URL. */
  url: string;
  /** Sends a request with a JSON body, or with raw text. */
  call(method: string, path: string, body?: unknown, ask?: Ask): Promise<Answered>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** The whole route table on a real HTTP server over a fresh database. Callers are who a test says they are, else the administrator. */
export async function serveStudio(settings: Record<string, unknown> = {}): Promise<ServedStudio> {
  const folder = freshFolder();
  process.env.STUDIO_DATA_DIR = folder;
  process.env.LOG_LEVEL = 'silent';
  Reflect.deleteProperty(globalThis, Symbol.for('studio.resources')); // each served studio opens its own
  const opened = resources();
  const { ports, edge: own } = wire(opened);
  const callers = new Map<string, Caller>([[administrator.id, administrator]]);
  const edge: EdgePorts = {
    ...own,
    authenticate: async (request) => {
      const caller = callers.get(request.headers.get('x-test-caller') ?? administrator.id);
      return caller && { caller, via: 'basic' };
    },
  };
  const server = createServer(nodeListener(makeHandle(routesOf(ports), edge)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const call: ServedStudio['call'] = async (method, path, body, { headers = {}, as = administrator } = {}) => {
    callers.set(as.id, as);
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url + path, {
      method,
      headers: { 'x-test-caller': as.id, ...(text !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(text !== undefined && { body: text }),
    });
    const answer = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, text: answer, body: isJson ? JSON.parse(answer) : undefined };
  };
  const served: ServedStudio = {
    ports,
    store: opened.store,
    url,
    call,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ports.batchRunner.stop(0);
      await opened.close();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
  if (Object.keys(settings).length > 0) await call('PUT', '/_cluster/settings', { persistent: settings });
  return served;
}

/** What tests that call a server of their own need. */
export const openSettings = {
  'plugins.ml_commons.trusted_connector_endpoints_regex': ['.*'],
  'plugins.ml_commons.connector.private_ip_enabled': true,
};
