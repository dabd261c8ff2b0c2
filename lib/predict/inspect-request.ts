import { illegalArgument, isStudioError, type StudioError } from '#lib/errors.ts';
import { isRefusal, judgeAddress } from './judge-address.ts';
import type { Executor, PreparedRequest } from './ports.ts';
import type { PreparedCall } from './run-call.ts';
import type { Steps } from './steps.ts';

export type InspectOptions = {
  /** Also looks the name of the host up and judges its addresses. */
  deep: boolean;
  /** Only notes what would be refused: the mock sends nothing anywhere. */
  isForgiving: boolean;
};

/**
 * Shows how a request will look on the wire, with its secrets masked, and what the egress guard says of its address.
 * @throws StudioError 400 as sending it would, unless forgiving
 */
export async function inspectRequest(
  { request }: PreparedCall,
  steps: Steps,
  executor: Pick<Executor, 'preview' | 'judge'>,
  { deep, isForgiving }: InspectOptions,
): Promise<void> {
  await steps.runAsync(
    'request',
    null,
    async () => {
      const prepared = await executor
        .preview(request)
        .catch((thrown: unknown) => (isForgiving && isStudioError(thrown) ? thrown : Promise.reject(thrown)));
      if (!isStudioError(prepared)) steps.note('request', { prepared });
      const verdict = judgeAddress(request, request.trust.trusted);
      const refused = isRefusal(verdict) ? verdict : deep ? await judgeDeeply(request, executor) : undefined;
      if (!isRefusal(verdict))
        steps.note('request', { trusted_by: verdict.trusted_by, pattern: request.trust.trusted[verdict.trusted_by] });
      const problem = isStudioError(prepared) ? prepared : refused?.error;
      if (problem) steps.note('request', { refused: { ...(refused && { stage: refused.stage }), reason: problem.message } });
      // A name that cannot be looked up at this moment is no refusal yet.
      if (refused && refused.stage !== 'dns' && !isForgiving) throw refused.error;
      return isStudioError(prepared) ? { method: request.method, url: request.url } : visible(prepared);
    },
    (shown) => shown,
  );
}

const visible = ({ method, url, headers, body }: PreparedRequest) => ({ method, url, headers, body });

async function judgeDeeply(
  request: PreparedCall['request'],
  executor: Pick<Executor, 'judge'>,
): Promise<{ stage: string; error: StudioError } | undefined> {
  const judgement = await executor.judge(request, { deep: true });
  if (judgement.allowed) return undefined;
  const { stage, reason } = judgement;
  return { stage, error: illegalArgument(reason, { cause: illegalArgument(reason) }) };
}
