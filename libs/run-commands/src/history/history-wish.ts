import type { MergeRule, Run, EditFault, StepRange, StepValue } from '@runstead/run-domain';

/** What somebody wants to be done to a run's history; keys are names as they are shown now. */
export type HistoryWish =
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly key: string }
  | {
      readonly kind: 'steps';
      readonly removed: readonly StepRange[];
      readonly set: readonly StepValue[];
      /** Every value that the key has at these steps. */
      readonly replaced: readonly { readonly from: number; readonly to: number; readonly key: string; readonly value: number }[];
    }
  | { readonly kind: 'merge'; readonly sourceIds: readonly string[]; readonly rule: MergeRule };

/** `editId` names the edit that was made, or undone. */
export type HistoryEdited =
  { readonly ok: true; readonly run: Run; readonly editId: string } | { readonly ok: false; readonly fault: EditFault };
