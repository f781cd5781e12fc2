/** An object, or from older clients the bare alias. */
export type AliasInput = unknown;

export function aliasNames(aliases: readonly AliasInput[] | null | undefined): string[] {
  return (aliases ?? []).flatMap((given) => {
    if (typeof given === 'string') return [given];
    const alias: unknown = typeof given === 'object' && given !== null && 'alias' in given ? given.alias : undefined;
    return typeof alias === 'string' ? [alias] : [];
  });
}
