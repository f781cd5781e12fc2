import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { visibleText } from '../../format/visible-text';
import { ErrorBoundary } from '../../states/error-boundary';
import { ErrorRegion } from '../../states/error-region';
import type { RunView } from '../run-view';
import { mediaAtQuery, mediaStepsQuery } from './media-api';
import { MediaContent } from './media-content';
import { valueUnder, type MediaKind } from './media-value';
import styles from './media.module.css';
import { placeOf, type StepPlace } from './step-place';
import { StepSlider } from './step-slider';

export interface MediaKey {
  readonly key: string;
  readonly kind: MediaKind;
  /** `_type` as logged. */
  readonly type: string;
}

export interface StepChoice {
  /** Null follows the newest step. */
  readonly step: number | null;
  readonly choose: (step: number | null) => void;
}

interface Props extends RunView {
  readonly media: MediaKey;
  /** The step of the section, when its panels are synced. */
  readonly together: StepChoice | null;
}

/** What was logged under one key, at one step at a time. */
export function MediaPanel({ at, run, media, together }: Props) {
  const { data, error, refetch } = useQuery(mediaStepsQuery(at, media.key));
  useNewSteps({ at, run }, media.key);
  const [own, setOwn] = useState<number | null>(null);
  const { step, choose } = together ?? { step: own, choose: setOwn };
  const steps = data?.steps ?? [];
  const place = placeOf(steps, step);
  const go = (index: number): void => {
    const next = steps[Math.min(steps.length - 1, Math.max(0, index))];
    // At the end the panel follows what is logged from now on.
    if (next !== undefined) choose(next === steps.at(-1) ? null : next);
  };
  const turn = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || !place) return;
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    go(place.index + by);
  };
  return (
    <figure
      className={styles.panel}
      data-testid="media-panel"
      data-key={media.key}
      data-kind={media.kind}
      data-step={place?.step}
      data-state={error && !data ? 'error' : data ? 'ready' : 'loading'}
      onKeyDown={turn}
    >
      <figcaption className={styles.head}>
        <h3 title={visibleText(media.key)}>
          <bdi>{visibleText(media.key)}</bdi>
        </h3>
        {data && place ? <StepSlider name={media.key} place={place} count={steps.length} onIndex={go} /> : null}
      </figcaption>
      <div className={styles.body}>
        {error && !data ? (
          <ErrorRegion text="The steps of this key could not be loaded" error={error} onRetry={() => void refetch()} />
        ) : place ? (
          <ErrorBoundary text="This cannot be shown" key={place.step}>
            <AtStep at={at} run={run} media={media} place={place} />
          </ErrorBoundary>
        ) : data ? (
          <p className={styles.nothing}>{step === null ? 'Nothing is logged here any more.' : `Nothing was logged by step ${step}.`}</p>
        ) : (
          <div className={styles.waiting} />
        )}
      </div>
    </figure>
  );
}

/** Mounted anew for each step: nothing of another step can stay on screen. */
function AtStep({ at, run, media, place }: RunView & { readonly media: MediaKey; readonly place: StepPlace }) {
  const { data, error, refetch } = useQuery(mediaAtQuery(at, media.key, place.step));
  if (error && !data) return <ErrorRegion text="This step could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!data) return <div className={styles.waiting} aria-busy="true" />;
  if (data.value === null) return <p className={styles.nothing}>Nothing is logged at this step any more.</p>;
  return <MediaContent at={at} run={run} media={media} step={place.step} value={data.value} />;
}

/** The summary holds the newest value of each key: when that changes there is a new step, or the newest was logged again. */
function useNewSteps({ at, run }: RunView, key: string): void {
  const client = useQueryClient();
  const newest = JSON.stringify(valueUnder(run.summary, key));
  const seen = useRef(newest);
  const { entity, project, run: name } = at;
  useEffect(() => {
    if (seen.current === newest) return;
    seen.current = newest;
    for (const family of ['media-steps', 'media']) void client.invalidateQueries({ queryKey: [family, entity, project, name, key] });
  }, [client, newest, entity, project, name, key]);
}
