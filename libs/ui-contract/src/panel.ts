import { z } from 'zod';
import { LIMITS } from './limits';
import { runFieldSchema } from './run-filter';
import { xAxisSchema } from './series';

const text = z.string().max(512);
const colour = z.string().regex(/^#[0-9a-f]{6}$/);
/** Either end may be open: null is automatic. */
const bounds = z.tuple([z.number().nullable(), z.number().nullable()]);

export const SMOOTHING_KINDS = ['time-ema', 'ema', 'gaussian', 'average', 'none'] as const;
/** `weight` is 0 to 0.999 for the two averages, thousandths of the x extent for `gaussian`, an odd window for `average` (UI 9.5). */
export const smoothingSchema = z.object({ kind: z.enum(SMOOTHING_KINDS), weight: z.number().min(0).max(501) }).strict();
export type Smoothing = z.infer<typeof smoothingSchema>;

export const AGGREGATES = ['mean', 'median', 'min', 'max'] as const;
export type Aggregate = (typeof AGGREGATES)[number];
export const GROUP_RANGES = ['stddev', 'stderr', 'minmax', 'none'] as const;
export type GroupRange = (typeof GROUP_RANGES)[number];

export const PANEL_KINDS = [
  ...(['line', 'bar', 'scatter', 'histogram', 'scalar', 'parallel', 'importance', 'comparer', 'media', 'markdown', 'custom'] as const),
] as const;
export type PanelKind = (typeof PANEL_KINDS)[number];

/** What a person set for one panel: everything is optional, and what is absent is inherited from the workspace (UI 9.1). */
export const panelOptionsSchema = z
  .object({
    /** Absent is a line plot. */
    kind: z.enum(PANEL_KINDS).optional(),
    title: text.optional(),
    xTitle: text.optional(),
    yTitle: text.optional(),
    keys: z.array(text).max(LIMITS.keysPerSeries).optional(),
    /** Draws every key that matches, also those to come. */
    regex: z.string().max(LIMITS.searchLength).optional(),
    xAxis: xAxisSchema.optional(),
    xRange: bounds.optional(),
    yRange: bounds.optional(),
    logX: z.boolean().optional(),
    logY: z.boolean().optional(),
    smoothing: smoothingSchema.optional(),
    showOriginal: z.boolean().optional(),
    ignoreOutliers: z.boolean().optional(),
    maxRuns: z.number().int().min(1).max(1_000).optional(),
    chart: z.enum(['line', 'area']).optional(),
    group: z.enum(['follow', 'on', 'off']).optional(),
    groupBy: z.array(runFieldSchema).max(LIMITS.groupFields).optional(),
    aggregate: z.enum(AGGREGATES).optional(),
    range: z.enum(GROUP_RANGES).optional(),
    legend: z.enum(['auto', 'top', 'right', 'bottom', 'hidden']).optional(),
    /** Such as `${run:displayName} lr=${config:lr}` (UI 9.1). */
    legendTemplate: text.optional(),
    lineWidth: z.number().min(1).max(4).optional(),
    yExpression: text.optional(),
    xExpression: text.optional(),
    /** Line -> colour. */
    colours: z.record(text, colour).optional(),
    /** Summary or config fields of charts that are not over steps: bar, scatter, scalar, parallel coordinates, importance. */
    fields: z.array(runFieldSchema).max(50).optional(),
    markdown: z.string().max(100_000).optional(),
    diffOnly: z.boolean().optional(),
    /** A Vega or Vega-Lite specification. */
    spec: z.string().max(100_000).optional(),
  })
  .strict();
export type PanelOptions = z.infer<typeof panelOptionsSchema>;

/**
 * How a person arranged the panels. Automatic panels that no section lists go to the section of their prefix, so that new
 * keys appear; `removed` are automatic panels that were taken out.
 */
export const layoutSchema = z
  .object({
    /** Nothing is added by itself. */
    manual: z.boolean().optional(),
    sections: z
      .array(
        z
          .object({
            name: text,
            /** The prefix of keys whose new panels come here; absent is a section of the person's own. */
            prefix: text.optional(),
            panels: z.array(text).max(10_000),
            columns: z.number().int().min(1).max(6).optional(),
            /** Pixels. */
            height: z.number().int().min(160).max(800).optional(),
          })
          .strict(),
      )
      .max(1_000),
    removed: z.array(text).max(10_000),
  })
  .strict();
export type Layout = z.infer<typeof layoutSchema>;
