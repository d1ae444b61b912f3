import { readConfiguration } from '../configuration/configuration.ts'
import { CLASS_NAMES } from '../view/part-classes.ts'
import { editDistance } from './edit-distance.ts'

const MAX_DISTANCE = 2
/** Attributes that are read from the script tag only, or set by the form. */
const OTHERS = ['render', 'onload', 'signup-widget', 'state']

/** One line for each `data-` attribute that looks like a misspelling of one of ours. */
export function unknownAttributes(names: Iterable<string>): string[] {
  const known = [...OTHERS, ...CLASS_NAMES.map((name) => `class-${name}`)]
  readConfiguration((name) => void known.push(name))
  const lines: string[] = []
  for (const name of names) {
    const given = name.replace(/^data-/, '')
    if (given === name || known.includes(given)) continue
    const meant = known.find((one) => editDistance(given, one) <= Math.min(MAX_DISTANCE, one.length / 3))
    if (meant) lines.push(`${name} is not an attribute of the form. Did you mean data-${meant}?`)
  }
  return lines
}
