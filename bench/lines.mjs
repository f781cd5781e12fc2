/** History lines of `keys` numbers, cheap to make: the generator must not be what is measured. */
export function makeLines(keys) {
  const shapes = Array.from({ length: 64 }, (_, variant) => {
    const pairs = Array.from(
      { length: keys },
      (_value, key) => `"group${key % 4}/metric_${key}":${(Math.sin(variant + key) * (key + 1)).toFixed(6)}`,
    );
    return `{${pairs.join(',')},"_step":`;
  });
  return (from, count) => {
    const content = new Array(count);
    for (let index = 0; index < count; index += 1) {
      const step = from + index;
      content[index] = `${shapes[step & 63]}${step},"_runtime":${step / 10},"_timestamp":${1_790_000_000 + step / 10}}`;
    }
    return content;
  };
}
