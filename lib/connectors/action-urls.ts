import { substitute } from '#lib/template/substitute.ts';
import type { ConnectorAction } from './connector.ts';

/** The URL as the trust check sees it: `${parameters.*}` filled from the connector's own parameters, what has no value stays. */
export const filledUrl = (url: string, parameters: Readonly<Record<string, string>>): string =>
  substitute(url, new Map(Object.entries(parameters)));

/** @returns the filled URL of every action, in order */
export const actionUrls = (actions: readonly ConnectorAction[], parameters: Readonly<Record<string, string>>): string[] =>
  actions.map((action) => filledUrl(action.url, parameters));
