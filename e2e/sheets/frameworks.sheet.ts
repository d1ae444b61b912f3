import { tailwindFor } from '../host-pages/tailwind.ts'
import { LISTS } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { recipe } from '../support/recipes.ts'
import type { Site } from '../support/site.ts'
import { layOut, pressAll, take } from './contact-sheet.ts'

/** What a longer form has beside the recipe. */
const LONG = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events,${LISTS.workshops}=Workshops`,
  'list-choice': '',
  fields: 'first_name* last_name phone_number birthday* address*',
  title: 'News from the bakery',
  description: 'Once a week, what we bake next.',
}

const STYLE_SHEETS: { [name: string]: (site: Site, classes: string[]) => Promise<string> } = {
  Bootstrap: async (site) =>
    `<link rel="stylesheet" href="${site.library('bootstrap/dist/css/bootstrap.css')}">`,
  Tailwind: async (_, classes) => `<style>${await tailwindFor(classes)}</style>`,
}

for (const [name, styleSheet] of Object.entries(STYLE_SHEETS)) {
  test(name, async ({ page, relay, site, address }) => {
    const code = await recipe(name, relay)
    const settings = Object.fromEntries(
      [...code.matchAll(/data-([\w-]+)="(.*?)"/gs)].map(([, key = '', value = '']) => [key, value]),
    )
    const head = await styleSheet(site, Object.values(settings).join(' ').split(' '))
    const bare = { lists: LISTS.newsletter, fields: 'first_name* country', theme: 'none', isolation: 'none' }
    const cells = [
      { caption: 'the recipe', settings },
      { caption: 'a longer form', settings: { ...settings, ...LONG } },
      { caption: 'right to left', settings: { ...settings, ...LONG, language: 'ar' } },
      { caption: 'no classes', settings: bare },
    ]
    const forms = await layOut({ page, relay, site }, { cells, columns: 4, width: 420, head })
    await take(page, `${name}-idle`)
    await pressAll(forms)
    await take(page, `${name}-errors`)
    const first = forms.first()
    await first.getByLabel('Email address').fill(address)
    await first.getByLabel('First name').fill('Ada')
    await first.getByRole('checkbox').check()
    await first.getByRole('button').click()
    await expect(forms).toHaveCount(cells.length - 1)
    await take(page, `${name}-success`)
  })
}
