/** One line on stderr that says how far something is, with rate and time left, for whatever takes over two seconds. */
export interface ProgressLine {
  /** Works out rate and time left by itself. */
  update: (done: number) => void;
  /** Shows what somebody else worked out. */
  show: (done: number, perSecond: number, secondsLeft?: number) => void;
  end: () => void;
}

export function progressLine(unit: string, total?: number): ProgressLine {
  const started = Date.now();
  let shown = 0;
  const show = (done: number, perSecond: number, secondsLeft?: number) => {
    const now = Date.now();
    if (now - started < 2_000 || now - shown < 500) return;
    shown = now;
    const of = total === undefined ? '' : ` of ${total}`;
    const left = secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
    process.stderr.write(`\r${done}${of} ${unit}, ${Math.round(perSecond)} a second${left}   `);
  };
  return {
    show,
    update(done) {
      const perSecond = done / ((Date.now() - started) / 1_000);
      show(done, perSecond, total === undefined ? undefined : (total - done) / Math.max(perSecond, 0.001));
    },
    end() {
      if (shown > 0) process.stderr.write('\n');
    },
  };
}
