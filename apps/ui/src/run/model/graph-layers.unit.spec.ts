import { graphFiles, modelGraph } from './graph-layers';

describe('a logged model graph', () => {
  it('gives rows with types, shapes and parameters, a repeated node counted once', () => {
    const graph = modelGraph({
      format: 'torch',
      nodes: [
        { id: 1, name: 'conv1', class_name: 'Conv2d(3, 64)', output_shape: [[64, 112, 112]], num_parameters: [9408] },
        { id: 2, name: 'layer1.0.fc', class_name: 'Linear(1, 2)', output_shape: [[[1, 2], [3]]], num_parameters: [2, 1] },
        { id: 1, name: 'conv1', class_name: 'Conv2d(3, 64)', num_parameters: 9408 },
      ],
      edges: [],
    });
    expect(graph?.parameters).toBe(9411);
    expect(graph?.layers.map(({ name, depth, type, shapes, parameters }) => [name, depth, type, shapes, parameters])).toEqual([
      ['conv1', 0, 'Conv2d', ['[64, 112, 112]'], 9408],
      ['layer1.0.fc', 2, 'Linear', ['[1, 2]', '[3]'], 3],
      ['conv1', 0, 'Conv2d', [], 9408],
    ]);
    expect(new Set(graph?.layers.map((layer) => layer.key)).size).toBe(3);
  });

  it('is null for anything else', () => {
    for (const document of [null, [], 'x', {}, { nodes: {} }]) expect(modelGraph(document)).toBeNull();
  });

  it('finds the graphs of a summary in order', () => {
    const file = (path: string) => ({ _type: 'graph-file', path });
    expect(graphFiles({ graph_10: file('b'), graph_2: file('a'), graph_x: file('c'), graph_3: 1, loss: 2 })).toEqual([
      { key: 'graph_2', path: 'a' },
      { key: 'graph_10', path: 'b' },
    ]);
  });
});
