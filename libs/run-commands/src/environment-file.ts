import { Injectable, Logger } from '@nestjs/common';
import { ObjectNotFoundError, ObjectStore } from '@runstead/object-store';
import { type JsonObject, isJsonObject, parseJson } from '@runstead/run-domain';

/** Bytes; real ones have a few thousand. */
const MAX_SIZE = 1024 * 1024;
export const ENVIRONMENT_FILE = 'wandb-metadata.json';

/** Reads the file in which a run describes its machine (protocol 9.4). */
@Injectable()
export class EnvironmentFile {
  private readonly logger = new Logger('run-commands');

  constructor(private readonly objects: ObjectStore) {}

  /** null when the file is too large, gone, or no JSON object: the file is kept, the run page only lacks its facts. */
  async read(file: { readonly objectKey: string; readonly size: number }): Promise<JsonObject | null> {
    if (file.size > MAX_SIZE) return null;
    try {
      const value = parseJson(await this.text(file.objectKey));
      return isJsonObject(value) ? value : null;
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof ObjectNotFoundError)) throw error;
      this.logger.warn(`${ENVIRONMENT_FILE} (${file.objectKey}) was not understood: ${error.message}`);
      return null;
    }
  }

  private async text(objectKey: string): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of await this.objects.get(objectKey)) {
      const bytes = Buffer.from(chunk as Uint8Array);
      size += bytes.length;
      if (size > MAX_SIZE) throw new SyntaxError('larger than it was said to be');
      chunks.push(bytes);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}
