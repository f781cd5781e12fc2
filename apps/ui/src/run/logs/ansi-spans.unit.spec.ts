import { ansiSpans, lastRewrite, paletteColour, plainText } from './ansi-spans';

const ESC = '\u001b';

describe('ANSI escapes in console lines', () => {
  it('gives a plain line back as one piece', () => {
    expect(ansiSpans('epoch 1')).toEqual([
      { text: 'epoch 1', fg: null, bg: null, bold: false, faint: false, italic: false, underline: false },
    ]);
  });

  it('reads the 16 colours, bold and reset', () => {
    const spans = ansiSpans(`a ${ESC}[1;31mred${ESC}[0m b ${ESC}[94;43mbright${ESC}[39;49m`);
    expect(spans.map(({ text, fg, bg, bold }) => [text, fg, bg, bold])).toEqual([
      ['a ', null, null, false],
      ['red', 1, null, true],
      [' b ', null, null, false],
      ['bright', 12, 3, false],
    ]);
  });

  it('reads 256 colours and true colour, with semicolons and colons', () => {
    const spans = ansiSpans(`${ESC}[38;5;196mx${ESC}[48;2;1;2;300my${ESC}[38:5:9mz`);
    expect(spans.map(({ fg, bg }) => [fg, bg])).toEqual([
      ['#ff0000', null],
      ['#ff0000', '#0102ff'],
      [9, '#0102ff'],
    ]);
  });

  it('an empty parameter is a reset, and a malformed colour changes nothing', () => {
    expect(ansiSpans(`${ESC}[31ma${ESC}[mb`).map((s) => s.fg)).toEqual([1, null]);
    expect(ansiSpans(`${ESC}[38;5mb`).map((s) => s.fg)).toEqual([null]);
  });

  it('removes cursor movements, titles and hyperlinks but keeps their text', () => {
    expect(plainText(`${ESC}[2K${ESC}[1A${ESC}]0;title\u0007go ${ESC}]8;;http://x\u001b\\link${ESC}]8;;\u001b\\${ESC}(B!`)).toBe(
      'go link!',
    );
  });

  it('keeps markup as text and shows control and direction characters', () => {
    expect(plainText('<script>alert(1)</script>')).toBe('<script>alert(1)</script>');
    expect(plainText('a\u202eb\u0007')).toBe('a\\u202Eb\\u0007');
    expect(plainText('tab\tstays')).toBe('tab\tstays');
  });

  it('a progress bar ends on its last state', () => {
    expect(lastRewrite('10%\r50%\r100%')).toBe('100%');
    expect(lastRewrite('100%\r')).toBe('100%');
    expect(lastRewrite('\r')).toBe('');
  });

  it('computes the colour cube and the greys', () => {
    expect([paletteColour(7), paletteColour(16), paletteColour(231), paletteColour(232), paletteColour(255)]).toEqual([
      7,
      '#000000',
      '#ffffff',
      '#080808',
      '#eeeeee',
    ]);
  });
});
