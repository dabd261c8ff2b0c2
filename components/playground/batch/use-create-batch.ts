import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useAnnounce } from '#components/ui/announcer.tsx';
import { type Batch, createBatch, type NewBatch, newKey } from '#lib/client/batches.ts';
import { writeJson } from '#lib/json/write-json.ts';
import { rowsWords } from './batch-words.ts';

/** Makes a batch once, however often somebody has to press the button until an answer comes. */
export function useCreateBatch(onMade: (batch: Batch) => void) {
  const cache = useQueryClient();
  const announce = useAnnounce();
  const last = useRef<{ text: string; key: string }>(undefined);
  return useMutation({
    mutationFn: (batch: NewBatch) => {
      const text = writeJson(batch);
      if (last.current?.text !== text) last.current = { text, key: newKey() };
      return createBatch(text, last.current.key);
    },
    onSuccess: (batch) => {
      last.current = undefined;
      void cache.invalidateQueries({ queryKey: ['batches'], exact: true });
      announce(`${rowsWords(batch.total)} are being sent`);
      onMade(batch);
    },
  });
}
