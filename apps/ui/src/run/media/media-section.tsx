import { useState } from 'react';
import { Button } from '../../controls/button';
import { PanelSectionView } from '../../panels/panel-section';
import type { PanelSettings } from '../../panels/panel-types';
import type { RunView } from '../run-view';
import { MediaPanel, type MediaKey, type StepChoice } from './media-panel';
import styles from './media.module.css';

interface Props extends RunView {
  readonly keys: readonly MediaKey[];
  readonly settings: PanelSettings;
  readonly onSettings: (changes: Partial<PanelSettings>) => void;
}

/** Example predictions below the charts: media, and tables, each with a slider over the steps that were logged. */
export default function MediaSections({ keys, settings, onSettings, ...view }: Props) {
  const sections = [
    { name: 'Media', keys: keys.filter(({ kind }) => kind !== 'table') },
    { name: 'Tables', keys: keys.filter(({ kind }) => kind === 'table') },
  ].filter((section) => section.keys.length > 0);
  const { closedSections } = settings;
  const toggle = (name: string): void =>
    onSettings({
      closedSections: closedSections.includes(name) ? closedSections.filter((one) => one !== name) : [...closedSections, name],
    });
  return (
    <div className={styles.sections}>
      {sections.map(({ name, keys: ofSection }) => (
        <PanelSectionView
          key={name}
          name={name}
          count={ofSection.length}
          open={!closedSections.includes(name)}
          onToggle={() => toggle(name)}
        >
          <MediaPanels {...view} keys={ofSection} />
        </PanelSectionView>
      ))}
    </div>
  );
}

/** Each panel has a step of its own; once they are synced, whichever slider moves takes all of them along. */
function MediaPanels({ keys, ...view }: RunView & { readonly keys: readonly MediaKey[] }) {
  const [synced, setSynced] = useState(false);
  const [step, setStep] = useState<number | null>(null);
  const together: StepChoice | null = synced ? { step, choose: setStep } : null;
  return (
    <>
      {keys.length > 1 ? (
        <div className={styles.sync}>
          <Button aria-pressed={synced} title="One slider moves all panels of this section" onClick={() => setSynced(!synced)}>
            Sync steps
          </Button>
        </div>
      ) : null}
      {keys.map((one) => (
        <MediaPanel key={one.key} {...view} media={one} together={together} />
      ))}
    </>
  );
}
