const KIND = 'Artifact';

/**
 * The id of a version for clients: canonical base64, which they decode and encode again (protocol, artifacts 3.3). Of
 * ASCII letters and digits, so there is no `/` in it.
 */
export function artifactGlobalId(artifactId: string): string {
  return Buffer.from(`${KIND}:${artifactId}`, 'utf8').toString('base64');
}

/** Null for text that is no version's id. */
export function parseArtifactGlobalId(id: string): string | null {
  const match = /^Artifact:(\d{1,18}|[1-8]\d{18}|9[01]\d{17})$/.exec(Buffer.from(id, 'base64').toString('utf8'));
  return match?.[1] ?? null;
}
