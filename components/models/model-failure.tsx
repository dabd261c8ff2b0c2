import { Remedy } from '#components/playground/remedy.tsx';
import { Callout } from '#components/ui/callout.tsx';
import { remedyFor } from '#lib/predict/remedy.ts';

type ModelFailureProps = {
  reason: string;
  title?: string;
  /** The node that says so. */
  node?: string | undefined;
  /** It failed some time ago, so it is not read out at once. */
  isPast?: boolean;
};

/** A refusal in the server's words, with what helps. */
export function ModelFailure({ reason, title, node, isPast = false }: ModelFailureProps) {
  const known = remedyFor({ reason, status: 400 });
  return (
    <Callout kind="danger" title={title} isAlert={!isPast}>
      <p>{reason}</p>
      {known && <Remedy error={{ reason, status: 400 }} known={known} />}
      {node && (
        <p>
          Node <code translate="no">{node}</code>
        </p>
      )}
    </Callout>
  );
}
