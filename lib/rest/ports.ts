import type { Caller } from '#lib/access/caller.ts';
import type { Log } from '#lib/log.ts';
import type { ApiRequest, From } from './http.ts';

/** How the caller proved who they are: a session cookie is what other sites can make a browser send, so only it needs proof of origin. */
export type Authenticated = { caller: Caller; via: 'session' | 'basic' | 'bearer' | 'proxy' };

/** What the REST edge needs from outside. */
export type EdgePorts = {
  /** Of `STUDIO_ORIGINS`; undefined stands for this machine over http, on any port. */
  origins: readonly string[] | undefined;
  /**
   * @returns undefined for a request without credentials
   * @throws StudioError 401 for wrong credentials, 429 while the name or the address is blocked
   */
  authenticate(request: ApiRequest, from: From): Promise<Authenticated | undefined> | Authenticated | undefined;
  /** Bytes that a body may have (threats.md I-06): configuration, or a prediction (`studio.request_max_bytes`). */
  bodyLimit(size: 'configuration' | 'prediction'): number;
  newRequestId(): string;
  /** Milliseconds of a clock that never goes back. */
  elapsed(): number;
  /** @returns what a failure of an adapter means to a caller; undefined for one that nobody foresaw */
  understand?(thrown: unknown): unknown;
  log: Pick<Log, 'info' | 'error'>;
};
