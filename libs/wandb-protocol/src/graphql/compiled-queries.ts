import {
  GraphQLError,
  Kind,
  NoUnusedVariablesRule,
  OverlappingFieldsCanBeMergedRule,
  parse,
  specifiedRules,
  validate,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';
import { isNestedDeeper } from '../http/nesting';
import { DOCUMENT_LIMITS, documentTooLarge } from './document-limits';
import { withoutUnknownInputFields } from './tolerant-input';

/** Left-over variables are normal for this client, and merging is checked in quadratic time. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule && rule !== OverlappingFieldsCanBeMergedRule);
const MAX_KEPT = 500;

export type Compiled =
  | { readonly ok: true; readonly operation: OperationDefinitionNode; readonly run: CompiledQuery['query'] }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

/**
 * Queries compiled once and kept by their text. Refused ones are not kept: they would push the useful ones out.
 */
export class CompiledQueries {
  private readonly kept = new LRUCache<string, Extract<Compiled, { ok: true }>>({ max: MAX_KEPT });

  constructor(private readonly schema: GraphQLSchema) {}

  /** `operationName` null or empty: the only operation of the document. Errors carry the standard texts. */
  find(query: string, operationName: string | null): Compiled {
    const name = operationName === '' ? null : operationName;
    const key = `${name ?? ''}\n${query}`;
    const before = this.kept.get(key);
    if (before) return before;
    const compiled = this.compile(query, name);
    if (compiled.ok) this.kept.set(key, compiled);
    return compiled;
  }

  private compile(query: string, operationName: string | null): Compiled {
    if (query.length > DOCUMENT_LIMITS.characters)
      return refused(`The query has ${query.length} characters; at most ${DOCUMENT_LIMITS.characters} are allowed.`);
    // The parser is recursive: a document may use up the stack before its depth can be measured.
    if (isNestedDeeper(Buffer.from(query), DOCUMENT_LIMITS.brackets))
      return refused(`The query nests more than ${DOCUMENT_LIMITS.brackets} brackets.`);
    try {
      const document = withoutUnknownInputFields(this.schema, parse(query, { maxTokens: DOCUMENT_LIMITS.tokens, noLocation: false }));
      const errors = validate(this.schema, document, RULES, { maxErrors: 20 });
      if (errors.length > 0) return { ok: false, errors };
      const tooLarge = documentTooLarge(document);
      if (tooLarge) return { ok: false, errors: [tooLarge] };
      const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
      const operation = operationName === null ? operations[0] : operations.find(({ name }) => name?.value === operationName);
      if (!operation) return refused(`Unknown operation named "${operationName}".`);
      if (operationName === null && operations.length > 1)
        return refused('Must provide operation name if query contains multiple operations.');
      const compiled = compileQuery(this.schema, document, operationName ?? undefined, { customJSONSerializer: false });
      if (!isCompiledQuery(compiled)) return { ok: false, errors: compiled.errors ?? [new GraphQLError('The query cannot be compiled.')] };
      return { ok: true, operation, run: compiled.query };
    } catch (error) {
      if (error instanceof GraphQLError) return { ok: false, errors: [error] };
      throw error;
    }
  }
}

function refused(message: string): Compiled {
  return { ok: false, errors: [new GraphQLError(message)] };
}
