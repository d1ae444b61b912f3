import { readConfiguration } from '../configuration/configuration.ts'
import { edits } from './edit-distance.ts'

const MOST_EDITS = 2
/** Read from the script tag alone, or ours. */
const OTHERS = ['render', 'onload', 'signup-widget', 'state']

/** One line for each `data-` attribute that is none of ours, but almost. */
export function misspeltAttributes(elements: Iterable<Element>): string[] {
  const known = [...OTHERS]
  readConfiguration((name) => void known.push(name))
  const lines: string[] = []
  for (const element of elements) {
    for (const { name } of element.attributes) {
      const given = name.replace(/^data-/, '')
      if (given === name || known.includes(given)) continue
      const meant = known.find((one) => edits(given, one) <= Math.min(MOST_EDITS, one.length / 3))
      if (meant) lines.push(`${name} is no attribute of the form. Did you mean data-${meant}?`)
    }
  }
  return lines
}
