import type { PanelOptions } from '@runstead/ui-contract';
import { lazyPart } from '../../controls/lazy-part';
import type { PanelEditor as Editor } from '../editor/panel-editor';
import type { KindEditor as Kinds } from '../kinds/kind-editor';
import type { CommonPanelProps, OpenDialog } from '../panel-area';
import type { PanelSection, PanelSpec } from '../panel-types';
import { AddPanels } from './add-panels';
import { MoveDialog } from './move-dialog';
import type { LayoutEdits } from './use-layout-edits';

const PanelEditor = lazyPart<Parameters<typeof Editor>[0]>(() => import('../editor/panel-editor').then((module) => module.PanelEditor));
const KindEditor = lazyPart<Parameters<typeof Kinds>[0]>(() => import('../kinds/kind-editor').then((module) => module.KindEditor));

interface Props {
  readonly dialog: NonNullable<OpenDialog>;
  readonly onDialog: (dialog: OpenDialog) => void;
  readonly sections: readonly PanelSection[];
  /** As they would be without the person's arrangement: what can be added again. */
  readonly automatic: readonly PanelSection[];
  readonly common: (panel: PanelSpec) => CommonPanelProps;
  readonly edits: LayoutEdits;
}

/** What is open above the panels. */
export function PanelDialogs({ dialog, onDialog, sections, automatic, common, edits }: Props) {
  const close = (): void => onDialog(null);
  if (dialog.kind === 'add')
    return (
      <AddPanels
        section={dialog.section}
        sections={sections}
        automatic={automatic}
        edits={edits}
        onEdit={(id) => onDialog({ kind: 'edit', id })}
        onClose={close}
      />
    );
  const panel = sections.flatMap(({ panels }) => panels).find(({ id }) => id === dialog.id);
  if (!panel) return null;
  const props = common(panel);
  if (dialog.kind === 'move')
    return <MoveDialog id={panel.id} title={props.options.title ?? panel.title} sections={sections} onMove={edits.move} onClose={close} />;
  const onApply = (options: PanelOptions): void => edits.replaceOptions(panel.id, options);
  const Kind = (props.options.kind ?? 'line') === 'line' ? PanelEditor : KindEditor;
  return <Kind {...props} onApply={onApply} onClose={close} />;
}
