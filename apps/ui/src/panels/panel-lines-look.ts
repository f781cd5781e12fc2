import type { PanelOptions } from '@runstead/ui-contract';
import type { PlotLine } from '../charts/plot-model';
import { dashesWhenNeeded, runColour } from '../runs/run-look';
import type { Scheme } from '../theme/run-palette';
import { filledTemplate, NO_VALUES, type RunValues } from './legend-template';
import type { DrawnRun } from './panel-types';
import type { FoundLine } from './use-panel-lines';

/**
 * Colours by run; by key where one run has several lines. With several runs and keys a line keeps its run's colour and
 * the label names both.
 */
export function lookOfLines(
  found: readonly FoundLine[],
  scheme: Scheme,
  { colours, legendTemplate }: Pick<PanelOptions, 'colours' | 'legendTemplate'> = {},
  valuesOf: (run: string) => RunValues = () => NO_VALUES,
): Omit<PlotLine, 'y'>[] {
  const looks = plainLooks(found, scheme);
  if (!colours && !legendTemplate) return looks;
  return looks.map((look, i) => {
    const run = found[i]?.run;
    return {
      ...look,
      colour: colours?.[look.id] ?? look.colour,
      label: legendTemplate && run ? filledTemplate(legendTemplate, run, found[i]?.line.key ?? '', valuesOf(run.name)) : look.label,
    };
  });
}

function plainLooks(found: readonly FoundLine[], scheme: Scheme): Omit<PlotLine, 'y'>[] {
  const runs = [...new Set(found.map(({ run }) => run))];
  const keys = [...new Set(found.map(({ line }) => line.key))];
  return runs.length <= 1 && keys.length > 1 ? byKey(found, scheme) : byRun(found, runs, keys.length > 1, scheme);
}

function byKey(found: readonly FoundLine[], scheme: Scheme): Omit<PlotLine, 'y'>[] {
  const dashes = dashesWhenNeeded(found.map((_, ordinal) => ({ ordinal })));
  return found.map(({ line, series }, i) => ({
    id: line.key,
    group: `key ${line.key}`,
    label: line.label ?? line.key,
    colour: runColour(i, null, scheme),
    dash: dashes[i] ?? [],
    series,
  }));
}

function byRun(found: readonly FoundLine[], runs: readonly DrawnRun[], named: boolean, scheme: Scheme): Omit<PlotLine, 'y'>[] {
  const dashes = dashesWhenNeeded(runs.map(({ ordinal, colour }) => ({ ordinal, custom: colour })));
  const dashOf = new Map(runs.map((run, i) => [run, dashes[i] ?? []]));
  return found.map(({ run, line, series }) => ({
    id: `${run.name} ${line.key}`,
    group: run.name,
    label: named ? `${run.displayName} ${line.label ?? line.key}` : run.displayName,
    colour: runColour(run.ordinal, run.colour, scheme),
    dash: dashOf.get(run) ?? [],
    series,
  }));
}
