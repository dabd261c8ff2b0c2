import { type Call, listen } from '../listen.ts';
import { serve } from '../serve.ts';

const administrator = { username: 'admin', password: 'correct horse battery' };

export type RealStudio = {
  url: string;
  /** For HTTP Basic. */
  administrator: { username: string; password: string };
  /** As a stranger, unless the headers say who calls. */
  call: Call;
  /** @returns an API token of the administrator */
  newToken(scope: 'read' | 'full' | 'admin'): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** A studio as `npm start` runs it, but for its pages: accounts, passwords and tokens are real too. Calls to this machine are let out. */
export async function realStudio(): Promise<RealStudio> {
  const served = await serve();
  await served.studio.ports.identity.setUp.prepare(administrator);
  const server = await listen(served.studio.handle);
  const authorization = `Basic ${btoa(`${administrator.username}:${administrator.password}`)}`;
  const persistent = {
    'plugins.ml_commons.trusted_connector_endpoints_regex': ['^http://127\\.0\\.0\\.1:\\d+/.*$'],
    'plugins.ml_commons.connector.private_ip_enabled': true,
  };
  await server.call('PUT', '/_cluster/settings', { persistent }, { authorization });
  let made = 0;
  return {
    url: `http://127.0.0.1:${server.port}`,
    administrator,
    call: (method, target, body, headers) => server.call(method, target, body, { authorization: undefined, ...headers }),
    async newToken(scope) {
      made += 1;
      const { body } = await server.call('POST', '/api/studio/account/tokens', { name: `token ${made}`, scope }, { authorization });
      return (body as { token: string }).token; // what this route answers
    },
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      await served[Symbol.asyncDispose]();
    },
  };
}
