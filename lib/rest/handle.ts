import { isStudioError, StudioError, statusError } from '#lib/errors.ts';
import { assertOwnPage, isJson } from './assert-own-page.ts';
import { receive } from './body.ts';
import { didYouMean } from './did-you-mean.ts';
import { errorBody, statusOf } from './error-body.ts';
import type { Answer, ApiRequest, From, Handle } from './http.ts';
import { type Origins, readOrigins } from './origins.ts';
import type { Authenticated, EdgePorts } from './ports.ts';
import { parseQuery, readQuery } from './query.ts';
import { type Output, outputParameters, plainOutput, readOutput, render } from './render.ts';
import { type Reply, type Route, reply } from './route.ts';
import { decode, type Match, makeRouter } from './router.ts';
import { apiHeaders } from './security-headers.ts';
import { type Target, targetOf } from './target.ts';

/** Probes come from machines that know the server by its address. */
const answersAnyHost: ReadonlySet<string> = new Set(['/api/health', '/api/ready']);

type Edge = { match: ReturnType<typeof makeRouter>; ports: EdgePorts; origins: Origins; headers: Record<string, string> };
/** What is known so far of one request, also when it ends in a failure. */
type Progress = { request_id: string; target: Target; output: Output; user: Authenticated | undefined };

/**
 * Makes REST's entrance: host, query, route, caller, origin, body, operation, answer, in this order. Here is REST's only try/catch.
 * @throws Error when two routes have the same method and path
 */
export function makeHandle(routes: readonly Route[], ports: EdgePorts): Handle {
  const origins = readOrigins(ports.origins);
  const edge: Edge = { match: makeRouter(routes), ports, origins, headers: apiHeaders(origins.isSecure) };
  return async (request, from) => {
    const started = ports.elapsed();
    const target = targetOf(request);
    const progress: Progress = { request_id: ports.newRequestId(), target, output: plainOutput, user: undefined };
    const result = await answer(edge, request, from, progress);
    ports.log.info({
      event: 'request',
      request_id: progress.request_id,
      method: request.method,
      path: target.path,
      status: result.status,
      duration_ms: Math.round((ports.elapsed() - started) * 100) / 100,
      peer: from.peer,
      user_id: progress.user?.caller.id,
    });
    return result;
  };
}

async function answer(edge: Edge, request: ApiRequest, from: From, progress: Progress): Promise<Answer> {
  const headers = { ...edge.headers, 'x-request-id': progress.request_id };
  try {
    return render(await call(edge, request, from, progress), progress.output, headers);
  } catch (caught) {
    const thrown = edge.ports.understand?.(caught) ?? caught;
    const { request_id } = progress;
    if (!isStudioError(thrown)) edge.ports.log.error({ event: 'failure', request_id, error: thrown });
    const { pretty, trace } = progress.output;
    const own = isStudioError(thrown) ? thrown.headers : undefined;
    const body = errorBody(thrown, { requestId: request_id, trace });
    return render(reply(statusOf(thrown), body, own), { pretty, trace, filter: '' }, headers); // failures are never filtered
  }
}

async function call(edge: Edge, request: ApiRequest, from: From, progress: Progress): Promise<unknown> {
  const { ports, origins } = edge;
  const { target } = progress;
  const host = request.headers.get('host');
  if (!answersAnyHost.has(target.path) && !origins.isKnownHost(host)) throw statusError(421, 'This host is not one of STUDIO_ORIGINS');
  const sent = parseQuery(target.query);
  progress.output = readOutput(sent);
  const matched = edge.match(request.method, target.path);
  const route = matched.found === 'route' ? matched.route : undefined;
  if (!route?.isOpen) progress.user = await authenticated(ports, request, from);
  if (matched.found !== 'route') return refusal(matched, request.method, target.path);
  assertOwnPage(request, progress.user?.via, origins);
  const { request_id, user } = progress;
  const query = readQuery(sent, matched.route.query);
  const head = { caller: user?.caller, params: matched.params, query, request, from, request_id };
  const body = await readBody(edge, matched.route, head);
  if (body && 'status' in body) return body;
  assertKnown(sent, matched, target.path);
  return matched.route.run({ ...head, body: body?.value });
}

async function authenticated({ authenticate }: EdgePorts, request: ApiRequest, from: From): Promise<Authenticated> {
  const user = await authenticate(request, from);
  if (user) return user;
  // A page of ours asks for a sign-in itself; the browser's own dialog is for people who type an address, and for tools.
  const isPage = request.headers.has('sec-fetch-site');
  const headers: Record<string, string> = isPage ? {} : { 'www-authenticate': 'Basic realm="ML Connector Studio", charset="UTF-8"' };
  throw new StudioError('security_exception', 401, 'Missing or wrong credentials', { headers });
}

/** The router's own failures have a text for `error` (rest-api.md §1.4). */
function refusal(match: Exclude<Match, { found: 'route' }>, method: string, path: string): Reply {
  if (match.found === 'undecodable') throw statusError(400, `The path cannot be percent-decoded: [${path}]`);
  const methods = match.found === 'methods' ? match.methods : [];
  const allow: Record<string, string> = methods.length > 0 ? { allow: methods.join(',') } : {};
  if (method === 'OPTIONS') return reply(200, '', { 'content-type': 'text/plain; charset=UTF-8', ...allow });
  if (match.found === 'nothing') {
    return reply(400, { error: `no handler found for uri [${decode(path) ?? path}] and method [${method}]` });
  }
  const error = `Incorrect HTTP method for uri [${path}] and method [${method}], allowed: [${methods.join(', ')}]`;
  return reply(405, { error, status: 405 }, allow);
}

type Head = Parameters<NonNullable<Route['body']>['read']>[1];

/** @returns the body as the route wants it, or a refusal of its content type */
async function readBody({ ports }: Edge, route: Route, head: Head): Promise<{ value: unknown } | Reply | undefined> {
  const { request } = head;
  const bytes = await receive(request, ports.bodyLimit(route.body?.size ?? 'configuration'));
  const contentType = request.headers.get('content-type');
  if (bytes.length > 0 && !isJson(contentType)) {
    return reply(406, { error: `Content-Type header [${contentType ?? ''}] is not supported`, status: 406 });
  }
  return route.body && { value: await route.body.read(bytes, head) };
}

/** @throws StudioError 400 naming every parameter that neither the route nor the edge knows */
function assertKnown(sent: ReadonlyMap<string, string>, { route, params }: Match & { found: 'route' }, path: string): void {
  if (sent.size === 0) return;
  const known = [...Object.keys(route.query), ...Object.keys(params), ...outputParameters];
  const unknown = [...sent.keys()].filter((name) => !known.includes(name)).sort();
  if (unknown.length === 0) return;
  const names = unknown.map((name) => `[${name}]${didYouMean(name, known)}`).join(', ');
  const plural = unknown.length > 1 ? 's' : '';
  throw new StudioError(
    'illegal_argument_exception',
    400,
    `request [${decode(path) ?? path}] contains unrecognized parameter${plural}: ${names}`,
  );
}
