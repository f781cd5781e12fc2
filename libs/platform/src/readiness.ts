import { Injectable } from '@nestjs/common';

/** Throws when the dependency cannot serve; the message is shown to operators. */
export type ReadinessCheck = () => Promise<void>;

export interface ReadinessReport {
  readonly ready: boolean;
  readonly dependencies: Readonly<Record<string, { readonly ready: boolean; readonly detail?: string }>>;
}

/** What must work before this process takes traffic. The app adds the checks of its features. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, { readonly check: ReadinessCheck; readonly vital: boolean }>();
  private draining = false;

  /** What is not vital is told of and does not decide. */
  add(name: string, check: ReadinessCheck, { vital = true }: { readonly vital?: boolean } = {}): void {
    this.checks.set(name, { check, vital });
  }

  /** First step of a graceful stop: balancers look elsewhere while running requests end. */
  drain(): void {
    this.draining = true;
  }

  async report(): Promise<ReadinessReport> {
    const entries = await Promise.all(
      [...this.checks].map(async ([name, { check, vital }]) => {
        try {
          await check();
          return [name, vital, { ready: true }] as const;
        } catch (error) {
          return [name, vital, { ready: false, detail: error instanceof Error ? error.message : String(error) }] as const;
        }
      }),
    );
    return {
      ready: !this.draining && entries.every(([, vital, state]) => state.ready || !vital),
      dependencies: Object.fromEntries(entries.map(([name, , state]) => [name, state])),
    };
  }
}
