import { assertMay } from '#lib/access/operation.ts';
import { openapi } from './openapi-document.ts';
import { type Route, route } from './route.ts';

/** @param others every other route; the description has itself in it too */
export function openapiRoutes(others: readonly Route[]): Route[] {
  const own: Route = route('GET', '/api/openapi.json', {
    summary: 'This description',
    run: ({ caller }) => {
      assertMay(caller, 'settings.read');
      return openapi([...others, own]);
    },
  });
  return [own];
}
