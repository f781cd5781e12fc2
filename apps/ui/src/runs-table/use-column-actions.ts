import { LIMITS, type WorkspaceDocument } from '@runstead/ui-contract';
import { useMemo, useRef } from 'react';
import type { ColumnActions } from './grid-actions';
import { moved } from './table-columns';

/** Changes of the columns, kept in the view; `others` is what the table shows beside the pinned ones now. Stable. */
export function useColumnActions(
  document: WorkspaceDocument,
  others: readonly string[],
  onChange: (changes: Partial<WorkspaceDocument>) => void,
): ColumnActions {
  const now = useRef({ document, others, onChange });
  now.current = { document, others, onChange };
  return useMemo(() => {
    const change = (changes: Partial<WorkspaceDocument>): void => now.current.onChange(changes);
    const pinned = (): readonly string[] => now.current.document.columns ?? [];
    const listed = (fields: readonly string[]): string[] => fields.slice(0, LIMITS.tableColumns);
    const without = (fields: readonly string[], field: string): string[] => fields.filter((other) => other !== field);
    const orNone = (fields: string[]): string[] | undefined => (fields.length > 0 ? fields : undefined);
    return {
      sort: (field, descending) => change({ sort: [{ field, descending }] }),
      width: (field, width) => {
        const { [field]: _before, ...widths } = now.current.document.columnWidths ?? {};
        change({ columnWidths: width === null ? widths : { ...widths, [field]: width } });
      },
      move: (field, target) => {
        if (pinned().includes(field)) change({ columns: moved(pinned(), field, target) });
        else change({ tableColumns: listed(moved(now.current.others, field, target)) });
      },
      pin: (field, on) => {
        const rest = without(now.current.others, field);
        if (on) change({ columns: listed([...without(pinned(), field), field]), tableColumns: listed(rest) });
        else change({ columns: orNone(without(pinned(), field)), tableColumns: listed([field, ...rest]) });
      },
      hide: (field) => change({ columns: orNone(without(pinned(), field)), tableColumns: listed(without(now.current.others, field)) }),
      groupBy: (field) => change({ groupBy: [field], hiddenGroups: undefined }),
    };
  }, []);
}
