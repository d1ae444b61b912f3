/** So that one sign-up beside ten thousand can be seen, in percent of the height. */
const LEAST_PERCENT = 1.5

/** The number at the top of the scale: at least 4, and the next of 1, 1.5, 2, 3, 4, 5, 6, 8 × 10ⁿ that no value exceeds. */
function topOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1)))
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= most) ?? 10
  return Math.max(4, step * power)
}

/**
 * A scale from nothing to a round number. `height` is in percent: 0 for nothing, and otherwise in proportion, but never too
 * small to be seen.
 */
export function barScale(values: readonly number[]) {
  const top = topOf(values.reduce((most, value) => Math.max(most, value), 0))
  return {
    top,
    height: (value: number): number => (value <= 0 ? 0 : Math.max(LEAST_PERCENT, (100 * value) / top)),
  }
}
