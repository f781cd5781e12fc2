import { converter, differenceEuclidean } from 'culori';
import { PANEL_BACKGROUND, RUN_PALETTE, type Scheme } from '../theme/run-palette';
import { contrast, normaliseHex } from './contrast';
import { colourIndex, dashesWhenNeeded, dashIndex, runColour } from './run-look';

const SCHEMES: Scheme[] = ['light', 'dark'];
const distance = differenceEuclidean('oklab');
const linear = converter('lrgb');

/** Machado, Oliveira, Fernandes 2009, severity 1.0; rows of a matrix over linear RGB. */
const VISIONS = {
  'normal vision': [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

type Vision = keyof typeof VISIONS;

function seen(colour: string, vision: Vision) {
  const { r, g, b } = linear(colour);
  const m = VISIONS[vision];
  const row = (at: 0 | 3 | 6) => Math.min(1, Math.max(0, m[at] * r + m[(at + 1) as 1] * g + m[(at + 2) as 2] * b));
  return { mode: 'lrgb' as const, r: row(0), g: row(3), b: row(6) };
}

function closest(colours: readonly string[], vision: Vision): number {
  const pairs = colours.flatMap((a, i) => colours.slice(i + 1).map((b) => 100 * distance(seen(a, vision), seen(b, vision))));
  return Math.min(...pairs);
}

describe.each(SCHEMES)('the %s palette', (scheme) => {
  const colours: readonly string[] = RUN_PALETTE[scheme];

  test('stays apart under normal vision', () => expect(closest(colours, 'normal vision')).toBeGreaterThanOrEqual(10));

  test.each(['protanopia', 'deuteranopia', 'tritanopia'] as const)('stays apart under %s', (vision) => {
    expect(closest(colours, vision)).toBeGreaterThanOrEqual(6.5);
  });

  test('has 3:1 against the panel', () => {
    for (const colour of colours) expect(contrast(colour, PANEL_BACKGROUND[scheme])).toBeGreaterThanOrEqual(3);
  });
});

test('any ten consecutive runs differ in colour, any forty in colour or dash', () => {
  for (const first of [0, 7, 33]) {
    const ordinals = Array.from({ length: 40 }, (_, i) => first + i);
    expect(new Set(ordinals.slice(0, 10).map(colourIndex)).size).toBe(10);
    expect(new Set(ordinals.map((n) => `${colourIndex(n)} ${dashIndex(n)}`)).size).toBe(40);
  }
});

test('dashes appear only where a colour is shared', () => {
  expect(dashesWhenNeeded([{ ordinal: 3 }, { ordinal: 14 }, { ordinal: 13 }])).toEqual([[], [], [8, 4]]);
  expect(dashesWhenNeeded([{ ordinal: 3 }, { ordinal: 13, custom: '#ff0000' }])).toEqual([[], []]);
});

test('a chosen colour is used as typed in both themes', () => {
  for (const scheme of SCHEMES) expect(runColour(4, '#ff0000', scheme)).toBe('#ff0000');
});

test.each([
  ['#F00', '#ff0000'],
  ['ff8800', '#ff8800'],
  ['#12', null],
  ['red', null],
])('%p is read as %p', (typed, hex) => expect(normaliseHex(typed)).toBe(hex));
