import { receiptSchema, type Receipt } from '@runstead/ui-contract';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from '../../api/answer';
import { requestJson } from '../../api/request';
import { runPath, type RunAddress } from '../../api/runs';

/** Lines received and stored. Asked for again soon while the projections are behind the log. */
export const receiptQuery = (at: RunAddress) =>
  queryOptions({
    queryKey: ['receipt', at.entity, at.project, at.run],
    queryFn: async ({ signal }): Promise<Receipt> => valueOf(await requestJson(receiptSchema, runPath(at, 'receipt'), { signal })),
    refetchInterval: ({ state }) => (state.data && !state.data.complete ? 2_000 : false),
  });
