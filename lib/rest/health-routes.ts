import { openRoute, type Route, reply } from './route.ts';

export type HealthPorts = {
  /** @returns why the studio cannot serve at this moment, in a word; undefined when it can */
  obstacle(): string | undefined;
};

/** For probes, which know no password and reach the server under any name. */
export function healthRoutes({ obstacle }: HealthPorts): Route[] {
  return [
    openRoute('GET', '/api/health', { summary: 'The process lives', run: () => ({ status: 'ok' }) }),
    openRoute('GET', '/api/ready', {
      summary: 'Store and sealing key are there, and the server is not stopping',
      run() {
        const reason = obstacle();
        return reason === undefined ? { status: 'ready' } : reply(503, { status: reason }, { 'retry-after': '1' });
      },
    }),
  ];
}
