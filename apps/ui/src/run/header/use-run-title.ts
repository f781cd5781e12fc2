import type { RunDocument } from '@runstead/ui-contract';
import { useEffect } from 'react';

type State = RunDocument['state'];

const MARKS: Partial<Record<State, string>> = { running: '▶', finished: '✓', failed: '✕' };
/** Fill of the favicon's dot; these are drawn outside the page's theme. */
const DOTS: Partial<Record<State, string>> = { running: '#22a06b', finished: '#22a06b', failed: '#e5484d', crashed: '#e5484d' };

/** `▶ {run name} · {project}` in the browser's tab (UI 10), with a favicon that shows the state. */
export function useRunTitle({ displayName, project, state }: RunDocument): void {
  useEffect(() => {
    document.title = `${MARKS[state] ? `${MARKS[state]} ` : ''}${displayName} · ${project}`;
  }, [displayName, project, state]);
  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const fill = DOTS[state];
    if (!icon || !fill) return;
    const before = icon.href;
    icon.href = `data:image/svg+xml,${encodeURIComponent(stateIcon(fill, state))}`;
    return () => {
      icon.href = before;
    };
  }, [state]);
}

/** The logo with a mark in its corner: a dot while running, a tick when finished, a cross when it failed or crashed. */
function stateIcon(fill: string, state: State): string {
  const mark =
    state === 'finished' ? '<path d="M20 24.500l2.500 2.500 5-5.500"/>' : state === 'running' ? '' : '<path d="M21 21l6 6m0-6l-6 6"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#4355D8"/><path d="M6 23c4.500 0 5.500-14 10-14 4 0 3.500 10 10 8.500" fill="none" stroke="#fff" stroke-width="3.200" stroke-linecap="round"/><circle cx="24" cy="24" r="8" fill="${fill}" stroke="#fff" stroke-width="2"/><g fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${mark}</g></svg>`;
}
