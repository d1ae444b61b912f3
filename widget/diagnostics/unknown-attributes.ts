import { readConfiguration } from '../configuration/configuration.ts'
import { editDistance } from './edit-distance.ts'

const MAX_DISTANCE = 2
/** Read from the script tag alone, or ours. */
const OTHERS = ['render', 'onload', 'signup-widget', 'state']

/** One line for each `data-` attribute that is none of ours, but almost. */
export function unknownAttributes(elements: Iterable<Element>): string[] {
  const known = [...OTHERS]
  readConfiguration((name) => void known.push(name))
  const lines: string[] = []
  for (const element of elements) {
    for (const { name } of element.attributes) {
      const given = name.replace(/^data-/, '')
      if (given === name || known.includes(given)) continue
      const meant = known.find((one) => editDistance(given, one) <= Math.min(MAX_DISTANCE, one.length / 3))
      if (meant) lines.push(`${name} is no attribute of the form. Did you mean data-${meant}?`)
    }
  }
  return lines
}
