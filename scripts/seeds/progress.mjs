/** One line that rewrites itself: how much is done and an estimate of the time left. */
export function makeProgress(label, total) {
  const began = Date.now();
  let done = 0;
  let shown = 0;
  const interactive = process.stdout.isTTY;
  return (count = 1) => {
    done += count;
    const now = Date.now();
    if (done < total && now - shown < (interactive ? 200 : 5_000)) return;
    shown = now;
    const left = done === 0 ? 0 : ((now - began) / done) * (total - done);
    const text = `${label}: ${done} of ${total} (${Math.round((100 * done) / total)} %), ${done < total ? `about ${Math.ceil(left / 1000)} s left` : `${((now - began) / 1000).toFixed(1)} s`}`;
    process.stdout.write(interactive ? `\r${text}   ${done < total ? '' : '\n'}` : `${text}\n`);
  };
}
