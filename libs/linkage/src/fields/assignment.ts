/** Two that belong to each other, by their places in the two lists. */
export interface Assigned {
  left: number;
  right: number;
}

/**
 * Assigns each of one list to at most one of another so that the sum of what they are worth is as large as can be (the Hungarian method
 * with potentials, O(n³)). What is worth nothing or less is left alone. Deterministic.
 *
 * @param worth `worth[left][right]`, bits
 */
export function bestAssignment(worth: readonly (readonly number[])[]): Assigned[] {
  const size = Math.max(worth.length, worth[0]?.length ?? 0);
  const cost = (left: number, right: number): number => -Math.max(0, worth[left]?.[right] ?? 0);
  // index 0 stands for "none yet", as in the usual statement of the method
  const ofLeft = new Float64Array(size + 1);
  const ofRight = new Float64Array(size + 1);
  const leftOf = new Int32Array(size + 1);
  const cameFrom = new Int32Array(size + 1);
  for (let left = 1; left <= size; left++) {
    leftOf[0] = left;
    let right = 0;
    const slack = new Float64Array(size + 1).fill(Infinity);
    const done = new Uint8Array(size + 1);
    do {
      done[right] = 1;
      const current = leftOf[right]!;
      let least = Infinity;
      let next = 0;
      for (let other = 1; other <= size; other++) {
        if (done[other] === 1) continue;
        const reduced = cost(current - 1, other - 1) - ofLeft[current]! - ofRight[other]!;
        if (reduced < slack[other]!) {
          slack[other] = reduced;
          cameFrom[other] = right;
        }
        if (slack[other]! < least) {
          least = slack[other]!;
          next = other;
        }
      }
      for (let other = 0; other <= size; other++) {
        if (done[other] === 1) {
          ofLeft[leftOf[other]!]! += least;
          ofRight[other]! -= least;
        } else slack[other]! -= least;
      }
      right = next;
    } while (leftOf[right] !== 0);
    for (; right !== 0; right = cameFrom[right]!) leftOf[right] = leftOf[cameFrom[right]!]!;
  }
  const assigned: Assigned[] = [];
  for (let right = 1; right <= size; right++) {
    const left = leftOf[right]!;
    if ((worth[left - 1]?.[right - 1] ?? 0) > 0) assigned.push({ left: left - 1, right: right - 1 });
  }
  return assigned.sort((a, b) => a.left - b.left);
}
