import { parseJson, type JsonObject } from '@runstead/run-domain';
import { configLeaves, summaryLeaves } from './document-leaves';

const leavesOf = (text: string, of = summaryLeaves): Record<string, unknown> =>
  Object.fromEntries(of(parseJson(text) as JsonObject).map(({ key, num, str, type }) => [key, type === 'number' ? num : str]));

describe('leaves of a document', () => {
  it('have dotted keys; numbers stay numbers, everything else is text', () => {
    const text =
      '{"loss":0.5,"nan":NaN,"ok":true,"none":null,"name":"x","deep":{"a":{"b":1},"c":[1,{"d":2}]},"empty":{},"_wandb":{"runtime":3}}';
    expect(leavesOf(text)).toEqual({
      loss: 0.5,
      nan: NaN,
      ok: 'true',
      none: 'null',
      name: 'x',
      'deep.a.b': 1,
      'deep.c': '[1,{"d":2}]',
      empty: '{}',
    });
  });

  it('keep media objects whole and long integers exact', () => {
    expect(leavesOf('{"img":{"_type":"image-file","size":3}}')).toEqual({ img: '{"_type":"image-file","size":3}' });
    expect(summaryLeaves(parseJson('{"seed":9007199254740993}') as JsonObject)).toEqual([
      { key: 'seed', num: 9_007_199_254_740_992, str: '9007199254740993', type: 'number' },
    ]);
  });

  it('of a config are the values of its entries', () => {
    const text = '{"lr":{"value":0.1,"desc":null},"opt":{"value":{"name":"adam"}},"odd":5,"__proto__":{"value":1},"_wandb":{"value":{}}}';
    expect(leavesOf(text, configLeaves)).toEqual(
      Object.fromEntries([
        ['lr', 0.1],
        ['opt.name', 'adam'],
        ['odd', 5],
        ['__proto__', 1],
      ]),
    );
  });

  it('know what kind of value they are', () => {
    const document = parseJson('{"a":1,"b":"true","c":true,"d":"null","e":null,"f":[1],"g":{}}') as JsonObject;
    expect(summaryLeaves(document).map(({ type }) => type)).toEqual(['number', 'string', 'bool', 'string', 'null', 'json', 'json']);
  });
});
