import { LISTS } from '../support/embed.ts'
import { test } from '../support/fixtures.ts'
import { layOut, take } from './contact-sheet.ts'

const COUNTRIES = [
  'United States',
  'Canada',
  'United Kingdom',
  'Ireland',
  'Germany',
  'France',
  'Netherlands',
  'Australia',
  'Japan',
  'Brazil',
  'Mexico',
  'India',
]
const FORM = { lists: LISTS.newsletter, fields: 'address*' }

for (const [name, width, columns] of [
  ['narrow', 320, 6],
  ['wide', 640, 3],
] as const) {
  test(`addresses, ${name}`, async ({ page, relay, site }) => {
    const cells = COUNTRIES.map((caption) => ({ caption, settings: FORM }))
    const forms = await layOut({ page, relay, site }, { cells, columns, width })
    for (const [index, country] of COUNTRIES.entries()) {
      await forms.nth(index).getByLabel('Country').selectOption(country)
    }
    await page.waitForLoadState('networkidle')
    await take(page, `addresses-${name}`)
  })
}
