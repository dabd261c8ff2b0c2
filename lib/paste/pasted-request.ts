import type { Json } from '#lib/json/json.ts';
import type { PasteKind } from './paste-result.ts';

/** A call as the pasted text would make it. Texts may hold marks of holes. */
export type PastedRequest = {
  form: PasteKind;
  method: string;
  /** An address, or a path of OpenSearch. */
  url: string;
  headers: [string, string][];
  body?: Json | undefined;
  /** `name:password` */
  user?: string | undefined;
  /** Region and service of a signature. */
  signing?: { region?: string | undefined; service?: string | undefined } | undefined;
  isInsecure?: boolean;
  line: number;
};

/** A path of OpenSearch's own API. */
export const isOpenSearchPath = (url: string): boolean =>
  /(?:^|\/)(?:_plugins|_opendistro|_cluster|_cat|_search|_bulk|_doc|_ingest|_mapping|_settings|_index_template)(?:[/?]|$)/.test(url) ||
  (!/^[a-z]+:\/\//i.test(url) && !/^[^/]+\.[a-z]+(?:[:/]|$)/i.test(url));
