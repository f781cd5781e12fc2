import type { Collection } from '@runstead/artifacts';

/** A collection says which of the two types of the interface it is. */
export type CollectionSource = Collection & { readonly __typename: 'ArtifactSequence' | 'ArtifactPortfolio' };

export interface AliasSource {
  readonly collectionId: string;
  readonly alias: string;
}

export function collectionSource(collection: Collection): CollectionSource {
  return { ...collection, __typename: collection.kind === 'portfolio' ? 'ArtifactPortfolio' : 'ArtifactSequence' };
}
