import { FilterRefusedError } from '@runstead/run-queries';
import { Refusal } from '../graphql/refusal';

/** What a person asked for cannot be: 400 with the sentence, which the client shows and does not retry. */
export async function refusing<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof FilterRefusedError) throw new Refusal(400, `${error.message}.`);
    throw error;
  }
}
