import { compilePattern, matchPattern } from './pattern-matching';

/** A person's pattern can take exponential time: it runs here, where it can be ended. */
addEventListener('message', ({ data }: MessageEvent<{ pattern: string; texts: string[] }>) => {
  const expression = compilePattern(data.pattern);
  postMessage(expression ? matchPattern(expression, data.texts) : null);
});
