'use client';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import type { Problem } from '#lib/client/connectors.ts';
import { writeJson } from '#lib/json/write-json.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import { placeOf } from './draft-places.ts';
import { redactedBody } from './draft-secrets.ts';
import { type PlacedProblem, ProblemsProvider } from './editor-context.tsx';
import { checkQuery } from './queries.ts';
import type { useDraftForm } from './use-draft-form.ts';

type DraftChecksProps = { draft: ReturnType<typeof useDraftForm>; id: string | undefined; children: ReactNode };

/** Asks the server about the draft as it settles, and tells its fields. Secrets are not asked about. */
export function DraftChecks({ draft: { broken, settled, settledBody }, id, children }: DraftChecksProps) {
  const body = useMemo(() => writeJson(redactedBody(settledBody)), [settledBody]);
  const { data } = useQuery(checkQuery(broken ? undefined : body, id));
  const problems = useMemo(() => (data?.problems ?? []).map((problem) => placed(problem, settled)), [data, settled]);
  return <ProblemsProvider value={problems}>{children}</ProblemsProvider>;
}

/** What the server says of an address that nobody typed is more than one wants to know. */
function placed(problem: Problem, draft: ConnectorDraft): PlacedProblem {
  const place = placeOf(problem.path, draft);
  const [, index] = /^actions\.(\d+)\.url$/.exec(place) ?? [];
  const isEmpty = index !== undefined && draft.actions[Number(index)]?.url === '';
  return { ...problem, place, ...(isEmpty && { message: 'Fill this in.' }) };
}
