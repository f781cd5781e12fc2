/** A row of the Model tab. */
export interface GraphLayer {
  readonly key: string;
  readonly name: string;
  /** Nesting by the dots of the name, 0 at the top. */
  readonly depth: number;
  /** Class name up to the first bracket, and as logged. */
  readonly type: string;
  readonly fullType: string;
  /** One text a shape, `[64, 112, 112]`; empty when none was logged. */
  readonly shapes: readonly string[];
  readonly parameters: number;
}

export interface ModelGraph {
  readonly layers: readonly GraphLayer[];
  /** Parameters of all layers, each node id counted once. */
  readonly parameters: number;
}

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const sum = (value: unknown): number => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return Array.isArray(value) ? value.reduce<number>((total, part) => total + sum(part), 0) : 0;
};

/** A shape is a list of numbers; layers with several outputs have lists of shapes, at any depth. */
function shapesOf(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) return [];
  if (value.every((part) => typeof part === 'number' || part === null)) return [`[${value.map((part) => part ?? '?').join(', ')}]`];
  return value.flatMap(shapesOf);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');

/** The layers of a logged graph file (`{format, nodes, edges}`); null when it is not one. */
export function modelGraph(document: unknown): ModelGraph | null {
  if (!isNode(document) || !Array.isArray(document['nodes'])) return null;
  const counted = new Set<string>();
  let parameters = 0;
  const layers = document['nodes'].filter(isNode).map((node, i): GraphLayer => {
    const id = text(node['id']) || `#${i}`;
    const own = sum(node['num_parameters']);
    if (!counted.has(id)) parameters += own;
    counted.add(id);
    const name = text(node['name']) || id;
    const fullType = text(node['class_name']);
    return {
      key: `${i}/${id}`,
      name,
      depth: name.split('.').length - 1,
      type: fullType.split('(', 1)[0] ?? '',
      fullType,
      shapes: shapesOf(node['output_shape']),
      parameters: own,
    };
  });
  return { layers, parameters };
}

/** `graph_0`, `graph_1` … of a summary that point to a graph file, in their order. */
export function graphFiles(summary: Record<string, unknown>): { key: string; path: string }[] {
  return Object.entries(summary)
    .flatMap(([key, value]) =>
      /^graph_\d+$/.test(key) && isNode(value) && typeof value['path'] === 'string' ? [{ key, path: value['path'] }] : [],
    )
    .sort((a, b) => Number(a.key.slice(6)) - Number(b.key.slice(6)));
}
