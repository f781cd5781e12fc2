import { GraphQLError, Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';

/** Far above anything that the client sends, far below what would keep the server busy. */
export const DOCUMENT_LIMITS = { characters: 128 * 1024, tokens: 8_000, depth: 20, fields: 2_000, brackets: 100 } as const;

interface Extent {
  readonly depth: number;
  readonly fields: number;
}

/**
 * Refuses documents that are too deep or select too many fields once their fragments are spread. Expects a document
 * without fragment cycles (validation finds those first).
 */
export function documentTooLarge(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const known = new Map<string, Extent>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, fields } = extentOf(definition.selectionSet, fragments, known);
    if (depth > DOCUMENT_LIMITS.depth)
      return new GraphQLError(`The query is nested ${depth} deep; at most ${DOCUMENT_LIMITS.depth} is allowed.`);
    if (fields > DOCUMENT_LIMITS.fields)
      return new GraphQLError(`The query selects ${fields} fields; at most ${DOCUMENT_LIMITS.fields} are allowed.`);
  }
  return null;
}

function extentOf(set: SelectionSetNode, fragments: Map<string, FragmentDefinitionNode>, known: Map<string, Extent>): Extent {
  let depth = 0;
  let fields = 0;
  for (const selection of set.selections) {
    let inner: Extent = { depth: 0, fields: 0 };
    if (selection.kind === Kind.FRAGMENT_SPREAD) inner = fragmentExtent(selection.name.value, fragments, known);
    else if (selection.selectionSet) inner = extentOf(selection.selectionSet, fragments, known);
    const own = selection.kind === Kind.FIELD ? 1 : 0;
    depth = Math.max(depth, inner.depth + own);
    fields += inner.fields + own;
  }
  return { depth, fields };
}

/** Measured once a fragment, so that fragments that spread each other twice cost nothing. */
function fragmentExtent(name: string, fragments: Map<string, FragmentDefinitionNode>, known: Map<string, Extent>): Extent {
  const before = known.get(name);
  if (before) return before;
  const fragment = fragments.get(name);
  const extent = fragment ? extentOf(fragment.selectionSet, fragments, known) : { depth: 0, fields: 0 };
  known.set(name, extent);
  return extent;
}
