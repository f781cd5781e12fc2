import { decodeSeries, type Series, type SeriesQuery } from '@runstead/ui-contract';
import type { Answer } from './answer';
import { apiPath, requestBytes } from './request';

/** The columns of the answer are views into the bytes that came: nothing is copied. */
export async function fetchSeries(entity: string, project: string, query: SeriesQuery, signal?: AbortSignal): Promise<Answer<Series[]>> {
  const answer = await requestBytes(apiPath('projects', entity, project, 'series'), { method: 'POST', body: query, signal });
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: decodeSeries(answer.value) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    return { ok: false, problem: { type: 'about:blank', title: 'The answer cannot be read', status: 200, detail, requestId: '' } };
  }
}
