/** What many values say together. */
export type Summary = {
  /** Mean of the middle half. */
  middle: number
  /** The quarters begin and end at these. */
  quartiles: [lower: number, upper: number]
  /** By how much the middle would differ in about 19 of 20 repetitions. */
  margin: number
}

/**
 * The middle is the mean of the middle half: values that other work on the machine spoilt do not count, and it does not
 * jump from one frame of the browser to the next, as a median of times on screen does. The margin is 1.57 interquartile
 * ranges by the square root of the number of values (McGill, Tukey and Larsen, Variations of Box Plots, 1978).
 */
export function summarize(values: number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b)
  const quarter = Math.floor(sorted.length / 4)
  const half = sorted.slice(quarter, sorted.length - quarter)
  const [lower = Number.NaN] = half
  const upper = half.at(-1) ?? Number.NaN
  return {
    middle: half.reduce((sum, value) => sum + value, 0) / half.length,
    quartiles: [lower, upper],
    margin: (1.57 * (upper - lower)) / Math.sqrt(sorted.length),
  }
}

/** One measure of each visit to a page, divided by that of the visit to the other page right before or after. */
export function ratios<Visit>(one: Visit[], other: Visit[], take: (visit: Visit) => number): number[] {
  return one.flatMap((visit, index) => {
    const beside = other[index]
    return beside === undefined ? [] : take(visit) / take(beside)
  })
}
