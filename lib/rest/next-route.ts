import '#server-only';
import { studio } from '#lib/studio.ts';

/** In dev, where Next answers the API too, server.ts asks for OpenSearch's info document under this path. */
const infoPath = /^(https?:\/\/[^/]*)\/api\/info(\?|$)/;

/** Statuses of a remote service that is passed on, too: Node leaves their body out by itself, a Response wants none. */
const hasNoBody: ReadonlySet<number> = new Set([204, 205, 304]);

/** Serves the route table from a catch-all of Next, for dev and plain `next start`; `npm start` answers before Next. */
export async function nextRoute(request: Request): Promise<Response> {
  const { method, headers, body, signal } = request;
  const url = request.url.replace(infoPath, '$1/$2');
  const answer = await studio().handle({ method, url, headers, body, signal }, { peer: undefined }); // a handler of Next cannot know the peer
  return new Response(hasNoBody.has(answer.status) ? null : answer.body, answer);
}
