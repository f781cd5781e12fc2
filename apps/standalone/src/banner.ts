export interface BannerFacts {
  readonly address: string;
  readonly signInLink: string;
  /** Set on the first start only. */
  readonly newKey: string | null;
  readonly dataDir: string;
  readonly crashAfterSeconds: number;
  /** What the start found and mended. */
  readonly notices: readonly string[];
}

/** What a newcomer reads: where it runs, how the browser gets in, how the SDK gets in. */
export function banner(facts: BannerFacts): string {
  const key = facts.newKey ?? '<your API key>';
  const lines = [
    '',
    `  Runstead is running at ${facts.address}`,
    '',
    `  Open in a browser   ${facts.signInLink}`,
    '                      (signs this browser in, once; valid for an hour)',
  ];
  if (facts.newKey !== null)
    lines.push(`  API key             ${facts.newKey}`, '                      (shown only now; make more under Settings)');
  lines.push(`  Log from Python     wandb login --host=${facts.address} ${key}`, `  Data                ${facts.dataDir}`);
  for (const notice of facts.notices) lines.push(`  Note                ${notice}`);
  if (facts.crashAfterSeconds < 240)
    lines.push(
      '',
      `  Warning: runs count as crashed after ${facts.crashAfterSeconds} s of silence. A healthy client can be silent for 240 s`,
      '  while it retries; set RUNSTEAD_CRASH_AFTER_SECONDS to 240 or more outside of tests.',
    );
  return `${lines.join('\n')}\n\n`;
}
