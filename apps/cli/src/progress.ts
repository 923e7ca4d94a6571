/** One line on stderr that says how far something is, with rate and time left, for whatever takes over two seconds. */
export function progressLine(unit: string, total?: number): { update: (done: number) => void; end: () => void } {
  const started = Date.now();
  let shown = 0;
  return {
    update(done) {
      const now = Date.now();
      if (now - started < 2_000 || now - shown < 500) return;
      shown = now;
      const rate = done / ((now - started) / 1_000);
      const left = total === undefined ? '' : `, ${Math.ceil((total - done) / Math.max(rate, 0.001))} s left`;
      process.stderr.write(
        `\r${done}${total === undefined ? '' : ` of ${total}`} ${unit}, ${Math.round(rate)} a second${left}   `,
      );
    },
    end() {
      if (shown > 0) process.stderr.write('\n');
    },
  };
}
