import { LISTS } from '../support/embed.ts'
import { test } from '../support/fixtures.ts'
import { layOut, pressAll, take } from './contact-sheet.ts'

/** Every kind of field, most of them required. */
const LONG = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events,${LISTS.workshops}=Workshops and tastings`,
  'list-choice': '',
  fields: 'first_name* last_name company_name* job_title phone_number* birthday* anniversary* address*',
  'custom-fields': JSON.stringify(
    ['text', 'textarea', 'number', 'select', 'radio', 'checkbox'].map((type, index) => ({
      id: `1618ae62-4752-11e9-9c8a-fa163e6b01c${index + 1}`,
      type,
      label: `Your favourite (${type})`,
      help: 'Bread, cake or whatever you like.',
      required: true,
      ...(['select', 'radio', 'checkbox'].includes(type)
        ? { options: ['Bread', 'Cake', 'Both of them'] }
        : {}),
    })),
  ),
  consent: 'Yes, write to me, as the [privacy policy](/privacy) says. I can unsubscribe at any time.',
  title: 'News from the bakery',
  description: 'Once a week, what we bake next.',
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [320, 1280]) {
    for (const language of ['en', 'ar']) {
      const name = `long-form-${width}-${language}-${colorScheme}`
      test.describe(name, () => {
        test.use({ colorScheme })
        test(name, async ({ page, relay, site }) => {
          // Of the card itself: a sheet has 24 pixels at each side.
          const settings = { ...LONG, language }
          const sheet = { cells: [{ caption: name, settings }], columns: 1, width: width - 48 }
          const forms = await layOut({ page, relay, site }, sheet)
          await take(page, `${name}-idle`)
          await pressAll(forms)
          await take(page, `${name}-errors`)
        })
      })
    }
  }
}
