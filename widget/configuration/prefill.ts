import { isUuid } from '../../server/contract.ts'

import type { Configuration } from './configuration.ts'
import type { CustomField } from './custom-fields.ts'

/** A field, by its path, and the parameter of the page's address that says what stands in it. */
export type Link = { path: string; parameter: string }

/** What a page may say of its visitor: never the consent, the lists, or what only programs fill in. */
export const FILLABLE = /^(?!consent|list_|signals)[a-z_]+(\.[\w-]+)?$/

/** The path of a field, which a custom field's bare id stands for too. */
export function pathOf(name: string): string {
  return isUuid(name) ? `custom_fields.${name.toLowerCase()}` : name
}

/** Reads `field` or `field=parameter`, separated by commas or spaces; undefined if one is not to be filled so. */
export function readLinks(text: string, fits = (_: string) => true): Link[] | undefined {
  const links: Link[] = []
  for (const item of text.split(/[\s,]+/)) {
    const [name = '', parameter = name] = item.split('=')
    const path = pathOf(name)
    if (!item) continue
    if (!fits(name) || !FILLABLE.test(path) || !parameter) return
    links.push({ path, parameter })
  }
  return links
}

/** What a page captures; undefined if it cannot be read. */
export function readCapture({ capture }: Pick<Configuration, 'capture'>): Link[] | undefined {
  return capture === undefined ? [] : readLinks(capture, isUuid)
}

/** The custom fields of a form with the hidden ones for what its page captures. */
export function withCaptured(configuration: Pick<Configuration, 'capture' | 'customFields'>): CustomField[] {
  const fields = [...configuration.customFields]
  for (const { path } of readCapture(configuration) ?? []) {
    if (!fields.some(({ id }) => pathOf(id) === path)) fields.push(hiddenField(path))
  }
  return fields
}

function hiddenField(path: string): CustomField {
  const id = path.replace(/.*\./, '')
  return { id, type: 'hidden', label: '', required: false, options: [], value: '', help: '' }
}
