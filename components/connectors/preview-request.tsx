'use client';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { Callout } from '#components/ui/callout.tsx';
import type { RenderedOrigin } from '#components/ui/rendered-blocks.ts';
import { RenderedPane } from '#components/ui/rendered-pane.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { isStillRunning } from '#lib/client/patient-scripts.ts';
import type { PredictionRequest } from '#lib/client/predictions.ts';
import type { CredentialKey } from '#lib/connectors/ports.ts';
import { isStudioError } from '#lib/errors.ts';
import type { JsonObject } from '#lib/json/json.ts';
import type { ExplainedRequest } from '#lib/predict/explain-request.ts';
import { type Explained, stretches } from '#lib/template/explain-template.ts';
import { layOut } from '#lib/template/lay-out.ts';
import { addressVerdict, signedHeaders } from './address-verdict.ts';
import type { ConnectorDraft } from './connector-draft.ts';
import { knownAddress, type Sample } from './draft-preview.ts';
import { redactedBody } from './draft-secrets.ts';
import { draftTarget } from './draft-target.ts';
import { useEditor } from './editor-context.tsx';
import { parameterUse } from './parameter-facts.ts';
import css from './preview-pane.module.css';
import { settingsQuery, verdictQuery } from './queries.ts';
import { Verdict, type VerdictOfAddress } from './verdict.tsx';

const trustedKey = 'plugins.ml_commons.trusted_connector_endpoints_regex';

function useVerdict(body: JsonObject, action: number, sample: Sample): { verdict: VerdictOfAddress; headers: [string, string][] } {
  const { settled, stored, blueprint } = useEditor();
  const settings = useQuery(settingsQuery);
  const patterns = settings.data?.items.find(({ key }) => key === trustedKey)?.value;
  const draft = settled.actions[action];
  const target = useMemo(
    () => draftTarget(redactedBody(body), action, { stored: stored?.connector_id, blueprint: blueprint?.id }),
    [body, action, stored, blueprint],
  );
  const url = draft && knownAddress(settled, draft);
  const request: Omit<PredictionRequest, 'mode'> | undefined = draft && {
    target,
    action_type: draft.action_type || 'PREDICT',
    algorithm: sample.algorithm,
    body: sample.body,
  };
  const judged = request && Array.isArray(patterns) ? { request, url, patterns } : undefined;
  const asked = useQuery(verdictQuery(judged));
  if (url === undefined) return { verdict: { kind: 'unknown', words: 'The address is not complete yet.' }, headers: [] };
  // The verdict on another address says nothing about this one.
  if (asked.data && asked.data.url === url) return { verdict: addressVerdict(asked.data), headers: signedHeaders(asked.data.dryRun) };
  const words = isStudioError(asked.error) && !asked.isFetching ? asked.error.message : 'Checking the address…';
  return { verdict: { kind: 'unknown', words }, headers: [] };
}

type RequestProps = {
  live: ConnectorDraft;
  body: JsonObject;
  action: number;
  sample: Sample;
  request: ExplainedRequest /** A script is not done yet. */;
  isWaiting: boolean;
};

/** The request, and what the server says of its address when that comes. */
export function PreviewRequest({ live, body, action, sample, request, isWaiting }: RequestProps) {
  const { verdict, headers: added } = useVerdict(body, action, sample);
  const { method, url, headers, payload, problem, calls } = request;
  const missing = new Set(payload.spans.filter(({ origin }) => origin === 'missing').map(({ name }) => name));
  const own = new Set(headers.map(({ name }) => name.toLowerCase()));
  const fault = problem?.error.message ?? (missing.size === 0 ? payload.problem?.message : undefined);
  const words = isStillRunning(problem?.error) ? undefined : fault;
  const [isLaidOut, setLaidOut] = useState(false);
  const isJson = payload.payload !== null && !payload.problem && /^\s*[{[]/.test(payload.text);
  const parts = useMemo(() => stretches(isLaidOut && isJson ? layOut(payload) : payload), [payload, isLaidOut, isJson]);
  const cardOf = useCard(live, request.action.pre_process_function);
  return (
    <>
      <div>
        <p className={css.address}>
          <strong>{method}</strong> <Inline explained={url} cardOf={cardOf} />
        </p>
        <Verdict verdict={verdict} />
      </div>
      <dl className={css.headers} translate="no">
        {headers.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Inline explained={value} cardOf={cardOf} />
            </dd>
          </div>
        ))}
        {added
          .filter(([name]) => !own.has(name.toLowerCase()))
          .map(([name, value]) => (
            <div key={name} data-added>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      {payload.text === '' ? (
        <p className={css.note}>{method === 'POST' || method === 'PUT' ? 'This action has no body yet.' : 'This action sends no body.'}</p>
      ) : (
        <div>
          <div className={css.bodyHead}>
            <h3 className={css.heading}>Body</h3>
            <Tooltip label="Lay out">
              <ActionIcon
                size={24}
                aria-label="Lay out"
                aria-pressed={isLaidOut}
                variant={isLaidOut ? 'light' : 'subtle'}
                disabled={!isJson}
                onClick={() => setLaidOut(!isLaidOut)}
              >
                <IconBraces size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </div>
          <RenderedPane label="Rendered body" parts={parts} cardOf={cardOf} />
        </div>
      )}
      <p className={css.note} role="status" hidden={payload.text === '' && !isWaiting}>
        {isWaiting && 'Running the pre-process script… '}
        {missing.size > 0 ? `${missing.size} missing: ${[...missing].join(', ')}` : 'Nothing missing.'}
        {calls > 1 && ` The input is split into ${calls} calls; this is the first.`}
      </p>
      {words && <Callout kind="danger">{words}</Callout>}
    </>
  );
}

type CardOf = ReturnType<typeof useCard>;

function Inline({ explained, cardOf }: { explained: Explained; cardOf: CardOf }) {
  const parts = useMemo(() => stretches(explained), [explained]);
  return <RenderedPane variant="inline" label="" parts={parts} cardOf={cardOf} />;
}

/** What a stretch's card says beside its origin: where else it is used, which function made it, since when its secret is stored. */
function useCard(live: ConnectorDraft, preProcess: string | undefined) {
  const { stored } = useEditor();
  return useCallback(
    (name: string, origin: RenderedOrigin) => {
      if (origin === 'credential') return <CredentialWords stored={stored?.credential_keys.find((key) => key.name === name)} />;
      const { count } = parameterUse(name, live);
      return (
        <>
          {origin === 'pre_process' && preProcess?.startsWith('connector.') && <code className={css.function}>{preProcess}</code>}
          {count > 1 && <p className={css.cardNote}>used in {count} places</p>}
        </>
      );
    },
    [live, stored, preProcess],
  );
}

function CredentialWords({ stored }: { stored: CredentialKey | undefined }) {
  if (!stored?.is_set) return null;
  return (
    <p className={css.cardNote}>
      set <TimeAgo at={stored.set_at} /> by {stored.set_by}
    </p>
  );
}
