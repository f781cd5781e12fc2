import type { PanelOptions } from '@runstead/ui-contract';

/** The options with the changes; what becomes undefined is inherited again and leaves no trace. */
export function withOptions(options: PanelOptions, changes: Partial<PanelOptions>): PanelOptions {
  const merged: Record<string, unknown> = { ...options, ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined));
}

type AllOptions = Readonly<Record<string, PanelOptions>>;

/** All panels' options with one panel's changed; a panel without any is not listed. */
export function withPanelOptions(all: AllOptions | undefined, id: string, options: PanelOptions | undefined): Record<string, PanelOptions> {
  const { [id]: _before, ...others } = all ?? {};
  return options && Object.keys(options).length > 0 ? { ...others, [id]: options } : others;
}
