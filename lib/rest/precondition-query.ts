import type { Precondition } from '#lib/connectors/precondition.ts';
import type { ApiRequest } from './http.ts';

/** Query parameters of our own on ML Commons' routes: the version that a change is meant for (threats.md V-02). */
export const preconditionQuery = { if_seq_no: 'integer', if_primary_term: 'integer' } as const;

type Sent = { query: { if_seq_no?: number; if_primary_term?: number }; request: ApiRequest };

export const readPrecondition = ({ query, request }: Sent): Precondition => ({
  if_seq_no: query.if_seq_no,
  if_primary_term: query.if_primary_term,
  if_match: request.headers.get('if-match') ?? undefined,
});
