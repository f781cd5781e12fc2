import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState, type CSSProperties } from 'react';
import { Button } from '../../controls/button';
import { formatCount } from '../../format/number';
import type { ConsoleReader, ConsoleView } from './console-reader';
import type { LineSelection } from './line-selection';
import { lineTime, type TimeColumn } from './line-time';
import { useLineKeys } from './use-line-keys';
import { LogLine } from './log-line';
import type { ConsoleLine } from './log-window';
import styles from './logs.module.css';

interface Props {
  readonly reader: ConsoleReader;
  readonly view: ConsoleView;
  /** Those of the window that pass the filters. */
  readonly lines: readonly ConsoleLine[];
  /** The match that the search stands on: it is brought into view. One outside the window is a jump, which mounts this anew. */
  readonly found: number | null;
  readonly search: string;
  readonly selection: LineSelection | null;
  readonly onSelect: (line: number, extend: boolean) => void;
  readonly time: TimeColumn;
  readonly wrap: boolean;
  readonly startedAt: number;
}

/** As logs.module.css has it: fingers need 24 pixels to meet one line number. */
const lineHeight = (): number => (window.matchMedia('(pointer: coarse)').matches ? 24 : 19);
/** Distance from an edge, in pixels, at which the next page is fetched, and within which the end is followed. */
const NEAR = 400;
const AT_END = 24;

/** The lines on screen and a few around them. Follows the end while it is in view; earlier lines join without a jump. */
export function LogView(props: Props) {
  const { reader, view, lines, found, wrap, time, selection } = props;
  const box = useRef<HTMLDivElement>(null);
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => lineHeight(),
    getItemKey: (index) => lines[index]?.number ?? index,
    overscan: 24,
    paddingStart: 6,
    paddingEnd: 6,
    anchorTo: 'end',
    followOnAppend: view.follows,
    scrollEndThreshold: AT_END,
  });
  useEffect(() => list.measure(), [list, wrap, time]);
  const placed = usePlace(list, lines, view.target, found);

  const { total } = view.window;
  const noticePlace = (): void => {
    const element = box.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    setLeftAt((before) => (view.atEnd && below <= AT_END ? null : (before ?? total)));
  };
  const scrolled = (): void => {
    const element = box.current;
    if (!element || !placed()) return;
    if (element.scrollTop < NEAR) void reader.earlier();
    if (element.scrollHeight - element.scrollTop - element.clientHeight < NEAR) void reader.later();
    noticePlace();
  };
  const toEnd = async (): Promise<void> => {
    if (view.atEnd) list.scrollToEnd();
    else await reader.open(null);
  };
  const keys = useLineKeys(lines, selection, props.onSelect);
  const shown = list.getVirtualItems();
  const tabStop = keys.tabStop(shown.flatMap((item) => lines[item.index]?.number ?? []));
  const newLines = leftAt === null ? 0 : Math.max(0, total - leftAt);
  return (
    <div className={styles.box} data-wrap={wrap ? '' : undefined}>
      <div className={styles.scroller} ref={box} role="log" aria-label="Console output" aria-live="off" tabIndex={0} onScroll={scrolled}>
        <div
          className={styles.list}
          style={{ height: list.getTotalSize(), ...numberColumn(total) }}
          onKeyDown={keys.onKeyDown}
          onFocus={keys.onFocus}
        >
          {shown.map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <div
                key={item.key}
                className={styles.place}
                data-index={item.index}
                ref={list.measureElement}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogLine
                  line={line}
                  time={lineTime(line.time, time, props.startedAt)}
                  search={props.search}
                  selected={selection !== null && line.number >= selection.from && line.number <= selection.to}
                  current={line.number === found}
                  tabStop={line.number === tabStop}
                  onSelect={props.onSelect}
                />
              </div>
            );
          })}
        </div>
        {lines.length === 0 ? <p className={styles.nothing}>No line of this kind among those loaded.</p> : null}
      </div>
      {leftAt === null ? null : (
        <Button className={styles.latest ?? ''} onClick={() => void toEnd()}>
          <ArrowDown size={14} aria-hidden="true" />
          Jump to latest{newLines > 0 ? ` · ${formatCount(newLines)} new` : ''}
        </Button>
      )}
    </div>
  );
}

/** As wide as the log's last number needs: no line shifts while it is scrolled. */
const numberColumn = (total: number): CSSProperties => ({ '--number-width': `${formatCount(total).length + 2.5}ch` }) as CSSProperties;

type List = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;

/**
 * Opens at the end, or at the line of the jump that mounted this view; later only another match moves it. Answers whether
 * the opening is done: until then the view's place means nothing.
 */
function usePlace(list: List, lines: readonly ConsoleLine[], target: number | null, found: number | null): () => boolean {
  const wentTo = useRef<number | 'end' | null>(null);
  useEffect(() => {
    if (lines.length === 0) return;
    if (wentTo.current === null) {
      wentTo.current = target ?? 'end';
      if (target === null) list.scrollToEnd();
      else list.scrollToIndex(indexOf(lines, target), { align: 'center' });
    }
  }, [list, lines, target]);
  const last = useRef(found);
  useEffect(() => {
    if (found === last.current) return;
    last.current = found;
    if (found !== null && found >= (lines[0]?.number ?? 0)) list.scrollToIndex(indexOf(lines, found), { align: 'center' });
  }, [list, lines, found]);
  return () => wentTo.current !== null;
}

/** Of the line, or of the next one when a filter hides it. */
function indexOf(lines: readonly ConsoleLine[], number: number): number {
  const index = lines.findIndex((line) => line.number >= number);
  return index < 0 ? lines.length - 1 : index;
}
