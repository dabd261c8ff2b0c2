import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import * as api from '#lib/client/tokens.ts';

export const tokensQuery = queryOptions({ queryKey: ['account', 'tokens'], queryFn: ({ signal }) => api.listTokens(signal) });

function useOutdate() {
  const cache = useQueryClient();
  return () => void cache.invalidateQueries({ queryKey: tokensQuery.queryKey });
}

export function useCreateToken() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: api.createToken, onSuccess: outdate, gcTime: 0 }); // the answer holds the token
}

export function useDeleteToken() {
  const outdate = useOutdate();
  return useMutation({ mutationFn: api.deleteToken, onSettled: outdate });
}
