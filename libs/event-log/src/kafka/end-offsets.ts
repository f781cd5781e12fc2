import { LogUnavailableError } from '../event-log';
import type { Connection } from './connection';

interface Question {
  readonly partition: number;
  readonly resolve: (offset: number) => void;
  readonly reject: (error: LogUnavailableError) => void;
}

/** Where partitions end. Questions of the same turn of the event loop become one request: a health check asks for all partitions. */
export class EndOffsets {
  private asked = new Map<string, Question[]>();

  constructor(private readonly connection: Connection) {}

  of(kafkaTopic: string, partition: number): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.asked.size === 0) setImmediate(() => void this.ask());
      const questions = this.asked.get(kafkaTopic) ?? [];
      this.asked.set(kafkaTopic, [...questions, { partition, resolve, reject }]);
    });
  }

  private async ask(): Promise<void> {
    const asked = this.asked;
    this.asked = new Map();
    const questions = [...asked];
    try {
      const cluster = await this.connection.ready();
      const answers = await cluster.fetchTopicsOffset(
        questions.map(([topic, of]) => ({
          topic,
          partitions: [...new Set(of.map(({ partition }) => partition))].map((partition) => ({ partition })),
          fromBeginning: false,
        })),
      );
      const ends = new Map(
        answers.flatMap(({ topic, partitions }) => partitions.map((at) => [`${topic}/${at.partition}`, Number(at.offset)])),
      );
      for (const [topic, of] of questions)
        for (const { partition, resolve, reject } of of) {
          const end = ends.get(`${topic}/${partition}`);
          if (end === undefined) reject(new LogUnavailableError(`Kafka did not say where ${topic}/${partition} ends: nobody leads it now`));
          else resolve(end);
        }
      if (ends.size < questions.length) this.connection.failed(undefined);
    } catch (error) {
      this.connection.failed(error);
      const refusal = new LogUnavailableError(`Kafka did not say where its partitions end: ${(error as Error).message}`, { cause: error });
      for (const [, of] of questions) for (const { reject } of of) reject(refusal);
    }
  }
}
