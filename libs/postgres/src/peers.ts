/** What some processes of a deployment do for all of them. */
export type Duty = 'projections' | 'status-monitor';

/**
 * The other processes of the same deployment. Used as its own Nest token. Names of turns are `<kind>:<what>`; turns of the same
 * kind are never taken inside of each other, those of different kinds always in the same order.
 */
export abstract class Peers {
  /** True where there is one process only: what it knows, it knows for certain. */
  abstract readonly alone: boolean;
  /** Whether that is a business of this process. */
  abstract does(duty: Duty): boolean;
  /**
   * Runs `work` while no other process runs work under the same name. `undisturbed` false: another process has had this turn
   * since we last had it, or may have; what we remember of the matter may be outdated. Throws when the turn cannot be had.
   */
  abstract turn<T>(name: string, work: (undisturbed: boolean) => Promise<T>): Promise<T>;
  /** Best effort, to the other processes, not to ourselves. */
  abstract tell(channel: string, message: string): void;
  /** `missed`: messages may have been lost. Returns the function that ends it. */
  abstract listen(channel: string, heard: (message: string) => void, missed: () => void): () => void;
  abstract close(): Promise<void>;
}

/** The only process: every turn is its own. */
export class NoPeers extends Peers {
  readonly alone = true;

  does(): boolean {
    return true;
  }

  turn<T>(_name: string, work: (undisturbed: boolean) => Promise<T>): Promise<T> {
    return work(true);
  }

  tell(): void {}

  listen(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {}
}
