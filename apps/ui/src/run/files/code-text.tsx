import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { visibleText } from '../../format/visible-text';
import { diffLineKinds } from './diff-lines';
import styles from './files.module.css';

const LINE_HEIGHT = 19;

/** Text with line numbers, of which only the lines on screen are in the page; a diff has its additions and removals coloured. */
export function CodeText({ text, diff }: { readonly text: string; readonly diff: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => {
    const all = text.split(/\r\n|\n|\r/);
    return all.at(-1) === '' ? all.slice(0, -1) : all;
  }, [text]);
  const kinds = useMemo(() => (diff ? diffLineKinds(lines) : null), [diff, lines]);
  const list = useVirtualizer({ count: lines.length, getScrollElement: () => box.current, estimateSize: () => LINE_HEIGHT, overscan: 40 });
  const widest = useMemo(() => lines.reduce((most, line) => Math.max(most, line.length), 0), [lines]);
  const digits = String(lines.length).length;
  return (
    <div className={styles.code} ref={box} tabIndex={0} role="region" aria-label="File content">
      <div style={{ position: 'relative', height: list.getTotalSize(), minWidth: `${widest + digits + 6}ch` }}>
        {list.getVirtualItems().map((item) => (
          <div
            key={item.key}
            className={styles.codeLine}
            data-line={item.index + 1}
            data-diff={kinds?.[item.index]}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <span className={styles.lineNumber} style={{ width: `${digits + 3}ch` }} aria-hidden="true">
              {item.index + 1}
            </span>
            <span>{(lines[item.index] ?? '').split('\t').map(visibleText).join('\t')}</span>
          </div>
        ))}
      </div>
    </div>
  );
}
