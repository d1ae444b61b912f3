import { CLASS_NAMES } from '../view/part-classes.ts'

const CLASS = /^data-class-/

/** Why the classes that a page gives to parts have no effect: one line for each reason, by the names of its attributes. */
export function classFaults(names: string[], settings: { [name: string]: string }): string[] {
  const given = [...new Set(names)].filter((name) => CLASS.test(name))
  const [first] = given
  if (!first) return []
  const { isolation = 'none', theme = 'auto' } = settings
  const unknown = given.filter((name) => !CLASS_NAMES.includes(name.replace(CLASS, '')))
  return [
    ...unknown.map((name) => `${name} names no part of the form. Write one of ${CLASS_NAMES.join(' ')}.`),
    ...(isolation === 'none'
      ? []
      : [
          `${first} has no effect with data-isolation="${isolation}", into which the page’s style sheets do not reach. Leave out data-isolation, or set it to none.`,
        ]),
    ...(theme === 'none' ? [] : [`${first} has no effect on the form’s own look. Set data-theme to none.`]),
  ]
}
