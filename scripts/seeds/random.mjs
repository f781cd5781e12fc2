/** Seeded (mulberry32): a seed gives the same data on every machine. */
export function makeRandom(seed) {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return {
    uniform,
    normal,
    pick: (list) => list[Math.floor(uniform() * list.length)],
    name: () =>
      Math.floor(uniform() * 2 ** 40)
        .toString(36)
        .padStart(8, '0')
        .slice(-8),
  };
}
