import { parse, View, Warn, type Spec } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { RUN_PALETTE, type Scheme } from '../../theme/run-palette';

interface Drawing {
  readonly spec: string;
  readonly data: Readonly<Record<string, readonly unknown[]>>;
  readonly width: number;
  readonly height: number;
  readonly scheme: Scheme;
}

export type Drawn = { readonly ok: true; readonly finish: () => void } | { readonly ok: false; readonly problem: string };

/**
 * Expressions go through the interpreter, since the content security policy forbids making functions of texts. Data comes
 * from the page alone: the loader refuses every address.
 */
export async function drawVega(target: HTMLElement, { spec, data, width, height, scheme }: Drawing): Promise<Drawn> {
  try {
    const wanted = withData(JSON.parse(spec) as Record<string, unknown>, data, { width, height });
    const isLite = !/\/vega\/v\d/.test(String(wanted['$schema'] ?? '')) && ('mark' in wanted || 'layer' in wanted || 'encoding' in wanted);
    const vega = isLite ? compile(wanted as unknown as TopLevelSpec, { config: configOf(scheme) }).spec : (wanted as Spec);
    const runtime = parse(vega, isLite ? {} : configOf(scheme), { ast: true });
    const view = new View(runtime, { expr: expressionInterpreter, loader: NOWHERE, renderer: 'svg', logLevel: Warn, hover: true } as never);
    await view.initialize(target).runAsync();
    return { ok: true, finish: () => view.finalize() };
  } catch (error) {
    return { ok: false, problem: `This specification cannot be drawn: ${error instanceof Error ? error.message : 'it is not valid'}` };
  }
}

const refuse = (): Promise<never> => Promise.reject(new Error('A chart loads no addresses'));
const NOWHERE = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };

/** Vega-Lite takes a data set by name; Vega wants its values in the list of data. */
function withData(spec: Record<string, unknown>, sets: Drawing['data'], size: { width: number; height: number }): Record<string, unknown> {
  const { data } = spec;
  if (Array.isArray(data)) {
    const filled = (data as Record<string, unknown>[]).map((set) => {
      const values = sets[String(set['name'])];
      return values && !('values' in set) && !('source' in set) ? { ...set, values, url: undefined } : set;
    });
    return { ...spec, ...size, autosize: { type: 'fit', contains: 'padding' }, data: filled };
  }
  const first = Object.keys(sets)[0];
  return { ...spec, ...size, autosize: { type: 'fit', contains: 'padding' }, data: data ?? { name: first }, datasets: sets };
}

function configOf(scheme: Scheme): object {
  const colours = RUN_PALETTE[scheme];
  const [text, line, background] = scheme === 'dark' ? ['#a2aab6', '#252a32', 'transparent'] : ['#5b6472', '#e3e6ea', 'transparent'];
  const font = 'Inter Variable, system-ui, sans-serif';
  const axis = {
    labelColor: text,
    titleColor: text,
    gridColor: line,
    domainColor: line,
    tickColor: line,
    labelFont: font,
    titleFont: font,
  };
  return {
    background,
    axis,
    legend: { labelColor: text, titleColor: text, labelFont: font, titleFont: font },
    title: { color: text, font },
    view: { stroke: null },
    range: { category: [...colours] },
    mark: { color: colours[0] },
  };
}
