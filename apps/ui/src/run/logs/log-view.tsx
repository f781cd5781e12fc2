import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../controls/button';
import { formatCount } from '../../format/number';
import type { ConsoleReader, ConsoleView } from './console-reader';
import type { LineSelection } from './line-selection';
import { lineTime, type TimeColumn } from './line-time';
import { LogLine } from './log-line';
import { type ConsoleLine, holdsEnd } from './log-window';
import styles from './logs.module.css';

interface Props {
  readonly reader: ConsoleReader;
  readonly view: ConsoleView;
  /** Those of the window that pass the filters. */
  readonly lines: readonly ConsoleLine[];
  /** The line to bring into view when it changes. */
  readonly goTo: number | null;
  readonly current: number | null;
  readonly search: string;
  readonly selection: LineSelection | null;
  readonly onSelect: (line: number, extend: boolean) => void;
  readonly time: TimeColumn;
  readonly wrap: boolean;
  readonly startedAt: number;
}

const LINE_HEIGHT = 19;
/** Distance from an edge, in pixels, at which the next page is fetched, and within which the end is followed. */
const NEAR = 400;
const AT_END = 24;

/** The lines on screen and a few around them. Follows the end while it is in view; earlier lines join without a jump. */
export function LogView(props: Props) {
  const { reader, view, lines, goTo, wrap, time, selection } = props;
  const box = useRef<HTMLDivElement>(null);
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.number ?? index,
    overscan: 24,
    paddingStart: 6,
    paddingEnd: 6,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: AT_END,
  });
  useEffect(() => list.measure(), [list, wrap, time]);
  useOpeningPosition(list, lines, goTo);

  const { total } = view.window;
  const endHeld = holdsEnd(view.window);
  const noticePlace = (): void => {
    const element = box.current;
    if (!element) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    setLeftAt((before) => (endHeld && below <= AT_END ? null : (before ?? total)));
  };
  const scrolled = (): void => {
    const element = box.current;
    if (!element) return;
    if (element.scrollTop < NEAR) void reader.earlier();
    if (element.scrollHeight - element.scrollTop - element.clientHeight < NEAR) void reader.later();
    noticePlace();
  };
  const toEnd = async (): Promise<void> => {
    if (!endHeld) await reader.open(null);
    setLeftAt(null);
    requestAnimationFrame(() => list.scrollToEnd());
  };
  const newLines = leftAt === null ? 0 : Math.max(0, total - leftAt);
  return (
    <div className={styles.box} data-wrap={wrap ? '' : undefined}>
      <div className={styles.scroller} ref={box} role="log" aria-label="Console output" aria-live="off" tabIndex={0} onScroll={scrolled}>
        <div className={styles.list} style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <div key={item.key} className={styles.place} data-index={item.index} ref={list.measureElement} style={{ transform: `translateY(${item.start}px)` }}>
                <LogLine
                  line={line}
                  time={lineTime(line.time, time, props.startedAt)}
                  search={props.search}
                  selected={selection !== null && line.number >= selection.from && line.number <= selection.to}
                  current={line.number === props.current}
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

type List = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>;

/** Opens at the end, or at the line asked for; later only a new `goTo` moves the view. */
function useOpeningPosition(list: List, lines: readonly ConsoleLine[], goTo: number | null): void {
  const wentTo = useRef<number | 'end' | null>(null);
  useEffect(() => {
    if (lines.length === 0) return;
    if (goTo === null) {
      if (wentTo.current === null) {
        wentTo.current = 'end';
        list.scrollToEnd();
      }
      return;
    }
    if (wentTo.current === goTo) return;
    const index = lines.findIndex((line) => line.number >= goTo);
    if (index < 0 || (lines[index]?.number ?? 0) - goTo > lines.length) return;
    wentTo.current = goTo;
    list.scrollToIndex(index, { align: 'center' });
  }, [list, lines, goTo]);
}
