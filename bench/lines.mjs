import { makeRandom } from '../scripts/seeds/random.mjs';

/** Lines that are made before the measurement begins; each later line is one of them with another step and time. */
const SHAPES = 4_096;

/**
 * History lines of `keys` numbers, cheap to make: the generator must not be what is measured. Numbers have the digits that
 * Python prints: half are 32-bit floats (`loss.item()`), a quarter 64-bit ones, a quarter short (counts, rates, rounded).
 *
 * `digits`: all of them rounded to so many significant ones instead, as loggers that format their values give them.
 */
export function makeLines(keys, { digits = null } = {}) {
  const random = makeRandom(keys);
  const number = (key, variant) => (digits === null ? exact(key, variant) : Number(exact(key, variant).toPrecision(digits)));
  const exact = (key, variant) => {
    const level = (key + 1) * Math.exp(-variant / SHAPES) + 0.05 * random.normal();
    if (key % 4 < 2) return Math.fround(level);
    if (key % 4 === 2) return level;
    return [Math.floor(variant / 100), 0.001, Number(level.toFixed(4))][(key >> 2) % 3];
  };
  const shapes = Array.from({ length: SHAPES }, (_, variant) => {
    const pairs = Array.from({ length: keys }, (_value, key) => `"group${key % 4}/metric_${key}":${number(key, variant)}`);
    return `{${pairs.join(',')},"_step":`;
  });
  return (from, count) => {
    const content = new Array(count);
    for (let index = 0; index < count; index += 1) {
      const step = from + index;
      const runtime = step / 7;
      content[index] = `${shapes[step % SHAPES]}${step},"_runtime":${runtime},"_timestamp":${1_790_000_000 + runtime}}`;
    }
    return content;
  };
}
