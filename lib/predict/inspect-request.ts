import { illegalArgument, isStudioError, type StudioError } from '#lib/errors.ts';
import { isRefusal, judgeAddress } from './judge-address.ts';
import type { Executor, OutgoingRequest, PreparedRequest } from './ports.ts';
import type { PreparedCall } from './run-call.ts';
import type { Steps } from './steps.ts';

export type InspectOptions = {
  /** Also looks the name of the host up and judges its addresses. */
  deep: boolean;
  /** Only notes what would be refused: the mock sends nothing anywhere. */
  isForgiving: boolean;
};

type Refused = { stage: string; error: StudioError };

/**
 * Shows how a request will look on the wire, with its secrets masked, and what the egress guard says of its address.
 * @throws StudioError 400 as sending it would, unless forgiving
 */
export async function inspectRequest(
  { request }: PreparedCall,
  steps: Steps,
  executor: Pick<Executor, 'preview' | 'judge'>,
  options: InspectOptions,
): Promise<void> {
  await steps.runAsync('request', null, async () => {
    const refused = await judged(request, steps, executor, options.deep);
    if (refused) steps.note('request', { refused: { stage: refused.stage, reason: refused.error.message } });
    const shown = await prepared(request, steps, executor, options.isForgiving);
    // A name that cannot be looked up at this moment is no refusal yet.
    if (refused && refused.stage !== 'dns' && !options.isForgiving) throw refused.error;
    return shown;
  });
}

async function prepared(
  request: OutgoingRequest,
  steps: Steps,
  { preview }: Pick<Executor, 'preview'>,
  isForgiving: boolean,
): Promise<Pick<PreparedRequest, 'method' | 'url' | 'headers' | 'body'> | Pick<OutgoingRequest, 'method' | 'url'>> {
  try {
    const all = await preview(request);
    steps.note('request', { prepared: all });
    const { method, url, headers, body } = all;
    return { method, url, headers, body };
  } catch (thrown) {
    if (!isForgiving || !isStudioError(thrown)) throw thrown;
    steps.note('request', { refused: { reason: thrown.message } });
    return { method: request.method, url: request.url };
  }
}

async function judged(
  request: OutgoingRequest,
  steps: Steps,
  { judge }: Pick<Executor, 'judge'>,
  deep: boolean,
): Promise<Refused | undefined> {
  const verdict = judgeAddress(request, request.trust.trusted);
  if (isRefusal(verdict)) return verdict;
  const { trusted_by } = verdict;
  steps.note('request', { trusted_by, pattern: request.trust.trusted[trusted_by] });
  const judgement = deep ? await judge(request, { deep: true }) : undefined;
  if (!judgement || judgement.allowed) return undefined;
  const { stage, reason } = judgement;
  return { stage, error: illegalArgument(reason, { cause: illegalArgument(reason) }) };
}
