// Loaded where a page gives parts of its form classes.

import type { Configuration, Setting } from '../configuration/configuration.ts'

/** What can have classes, by `data-class-…`. */
const SELECTORS: { [name: string]: string } = {
  title: '[part=title]',
  description: '[part=description]',
  field: '[part~=field]',
  label: '[part=label]',
  hint: '[part=hint]',
  input: '[part=input]:not(select)',
  select: 'select[part=input]',
  choice: '[part=choice]',
  box: '[part=box]',
  error: '[part=error]',
  invalid: '[aria-invalid]',
  alert: ':is([part=alert],[part=summary])',
  link: '[part=link]',
  success: '[part=success]',
  button: '[part=button]',
}
export const CLASS_NAMES = Object.keys(SELECTORS)

/**
 * Reads the classes of a form's parts. A form with classes stands in the page itself, unless the page wants otherwise: style
 * sheets reach into no shadow root. A select has the classes of other fields if there are none for it.
 */
export function readClasses(
  configuration: Configuration,
  read: (name: string) => Setting | null | undefined,
): void {
  const named = CLASS_NAMES.map((name) => [name, split(read(`class-${name}`))] as const)
  if (named.every(([, names]) => !names.length)) return
  const { input = [], select, invalid = [], ...others } = Object.fromEntries(named)
  const classes = { ...others, input, select: select?.length ? select : input, invalid }
  if (read('isolation') == null) configuration.isolation = 'none'
  configuration.addClasses = (root, signal) => {
    const observer = new MutationObserver(add)
    observer.observe(root, { childList: true, subtree: true, attributeFilter: ['part', 'aria-invalid'] })
    signal.addEventListener('abort', () => observer.disconnect())
    add()

    function add() {
      for (const element of root.querySelectorAll('.signup :is(input,select,textarea):not([aria-invalid])'))
        element.classList.remove(...invalid)
      for (const [name, names] of Object.entries(classes))
        for (const element of root.querySelectorAll(`.signup ${SELECTORS[name]}`))
          element.classList.add(...names)
    }
  }
}

function split(setting: Setting | null | undefined): string[] {
  return /^\s*false\s*$/i.test(`${setting ?? ''}`) ? [] : `${setting ?? ''}`.split(/\s+/).filter(Boolean)
}
