import type { Model } from './model/weights.js';

/** Log-odds in bits that a registered person taken at random is the one sought. */
export function priorOf(population: number, model: Model): number {
  return Math.log2(model.expectedFound) - Math.log2(Math.max(2, population));
}
