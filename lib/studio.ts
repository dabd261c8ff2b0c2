import '#server-only';
import { randomUUID } from 'node:crypto';
import { type Resources, resources } from './resources.ts';
import { makeHandle } from './rest/handle.ts';
import type { EdgePorts } from './rest/ports.ts';
import { routes } from './rest/routes.ts';

const mebibyte = 1024 * 1024;

function wire({ config, log }: Resources) {
  const edge: EdgePorts = {
    origins: config.origins,
    authenticate: () => undefined,
    bodyLimit: (size) => (size === 'prediction' ? 10 * mebibyte : mebibyte),
    newRequestId: () => randomUUID(),
    elapsed: () => performance.now(),
    log,
  };
  return { handle: makeHandle(routes, edge) };
}

type Studio = ReturnType<typeof wire>;
let wired: Studio | undefined;

/** The one place where adapters meet the core. Wired once for each copy of the modules: code may differ between them, resources may not. */
export function studio(): Studio {
  wired ??= wire(resources());
  return wired;
}
