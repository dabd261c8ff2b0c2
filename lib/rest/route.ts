import type { Caller } from '#lib/access/caller.ts';
import type { BodyReader } from './body.ts';
import type { ApiRequest, From } from './http.ts';
import type { QueryRules, QueryValues } from './query.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** What is known before the body is read. */
export type CallHead<Params, Query, Who> = {
  /** Read from the database for this request. */
  caller: Who;
  /** Percent-decoded, never empty. */
  params: Params;
  query: Query;
  request: ApiRequest;
  from: From;
  request_id: string;
};

/** What a route gets: all of it read and checked, but for the rules of the domain. */
export type Call<Params, Query, Body, Who = Caller> = CallHead<Params, Query, Who> & { body: Body };

export type Route = {
  method: Method;
  /** Segments of the path; one that starts with a colon is a parameter. */
  path: string;
  query: QueryRules;
  body: BodyReader<unknown> | undefined;
  /** Answers strangers too: nobody is authenticated, `caller` is undefined. */
  isOpen: boolean;
  /** One line for the API description. */
  summary: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: each row has its own types, checked where it is declared
  run(call: any): unknown;
};

type Params<Path extends string> = { [Name in ParamNames<Path>]: string };
type Declaration<Path extends string, Query extends QueryRules, Body, Who> = {
  /** Query parameters besides `pretty`, `human`, `error_trace`, `format` and `filter_path`. Anything else is refused. */
  query?: Query;
  /** How the body is read; a route without one ignores what is sent. */
  body?: BodyReader<Body>;
  summary?: string;
  /**
   * Runs the operation.
   * @returns the value to answer with (200), or `reply(…)`, or `eventStream(…)`
   */
  run(call: Call<Params<Path>, QueryValues<Query>, Body, Who>): unknown;
};

/** One row of the table: what a caller may call, what it takes, what runs. Who may is decided by the operation. */
// biome-ignore lint/complexity/noBannedTypes: no query parameters
export const route = <Path extends string, Query extends QueryRules = {}, Body = undefined>(
  method: Method,
  path: Path,
  declaration: Declaration<Path, Query, Body, Caller>,
): Route => row(method, path, declaration, false);

/** A row that strangers may call: health, set-up, sign-in. Its changes still need the page's own origin. */
// biome-ignore lint/complexity/noBannedTypes: no query parameters
export const openRoute = <Path extends string, Query extends QueryRules = {}, Body = undefined>(
  method: Method,
  path: Path,
  declaration: Declaration<Path, Query, Body, undefined>,
): Route => row(method, path, declaration, true);

const row = <Path extends string, Query extends QueryRules, Body, Who>(
  method: Method,
  path: Path,
  { query, body, summary, run }: Declaration<Path, Query, Body, Who>,
  isOpen: boolean,
): Route => ({ method, path, query: query ?? {}, body: body as BodyReader<unknown> | undefined, isOpen, summary, run });

const mark = Symbol.for('studio.reply');

/** An answer whose status or headers say more than 200. */
export type Reply = {
  status: number;
  value: unknown;
  headers: Record<string, string>;
  /** Numbers are printed as Java prints them after reading them, not as they were written. */
  hasJavaNumbers?: true;
  [mark]: true;
};

/**
 * @param value as a route returns it: rendered as JSON, with `pretty` and `filter_path` applied; a text or a stream when `headers` has a
 *   `content-type`, null for no body
 */
export const reply = (status: number, value: unknown, headers: Record<string, string> = {}): Reply => ({
  status,
  value,
  headers,
  [mark]: true,
});

/** 200 with numbers as Java prints them. */
export const javaReply = (value: unknown): Reply => ({ ...reply(200, value), hasJavaNumbers: true });

export const isReply = (value: unknown): value is Reply => typeof value === 'object' && value !== null && mark in value;
