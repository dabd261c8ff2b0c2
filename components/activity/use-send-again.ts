'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { type Prediction, predict, predictStream } from '#lib/client/predictions.ts';
import { getRunText, type Run } from '#lib/client/runs.ts';
import { runsKey } from './queries.ts';
import { outcomeText } from './run-outcome.tsx';
import { requestAgain } from './run-request.ts';

/** Sends what a run sent to its target as that is now. @param onSent hears of the new run; undefined where none is kept */
export function useSendAgain(onSent: (run_id: string | undefined, sent: Prediction) => void) {
  const cache = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: async (run: Run) => {
      const { isStreaming, ...asked } = requestAgain(run, await getRunText(run.run_id));
      return isStreaming ? predictStream(asked, () => {}) : predict(asked);
    },
    onSuccess: (sent) => {
      announce(outcomeText(sent as Parameters<typeof outcomeText>[0]), sent.outcome === 'failed'); // as: the server names its own steps
      void cache.invalidateQueries({ queryKey: [...runsKey, 'list'] });
      void cache.invalidateQueries({ queryKey: [...runsKey, 'stats'] });
      onSent(sent.run_id, sent);
    },
    gcTime: 0,
  });
}
