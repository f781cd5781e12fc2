import { visibleText } from '../format/visible-text';

interface Props {
  readonly title: string;
  readonly unit?: string | undefined;
  /** What the panel search found in the title. */
  readonly match: readonly [number, number] | null;
}

export function PanelTitle({ title, unit, match }: Props) {
  return (
    <h3 title={visibleText(title)}>
      <bdi>
        {match ? (
          <>
            {visibleText(title.slice(0, match[0]))}
            <mark>{visibleText(title.slice(...match))}</mark>
            {visibleText(title.slice(match[1]))}
          </>
        ) : (
          visibleText(title)
        )}
      </bdi>
      {unit ? <small>{unit}</small> : null}
    </h3>
  );
}
