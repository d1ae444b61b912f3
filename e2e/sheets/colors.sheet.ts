import { LISTS } from '../support/embed.ts'
import { test } from '../support/fixtures.ts'
import { layOut, take } from './contact-sheet.ts'

/** Accents of well-known brands, light and dark ones of every hue, each with a background that goes with it. */
const BRANDS = [
  ['#ffd54f', '#fff8e1'],
  ['#ffb800', '#10142b'],
  ['#ff9900', '#232f3e'],
  ['#ff6900', '#fff4ec'],
  ['#ff5a5f', '#484848'],
  ['#e50914', '#141414'],
  ['#c2185b', '#fce4ec'],
  ['#7a1f3d', '#f6efe6'],
  ['#e01e5a', '#4a154b'],
  ['#9146ff', '#f0e8ff'],
  ['#6772e5', '#f6f9fc'],
  ['#5e6ad2', '#08090a'],
  ['#1877f2', '#f0f2f5'],
  ['#1da1f2', '#15202b'],
  ['#00a4ef', '#737373'],
  ['#00c7b7', '#0e1e25'],
  ['#00704a', '#d4e9e2'],
  ['#1db954', '#191414'],
  ['#96bf48', '#ffffff'],
  ['#34a853', '#c9f2d3'],
  ['#8d6e63', '#efebe9'],
  ['#888888', '#bbbbbb'],
  ['#000000', '#ffe600'],
  ['#ffffff', '#3b2f2f'],
] as const

const FORM = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name',
  title: 'News from the bakery',
  description: 'Once a week. [How we use it](/privacy)',
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const withBackground of [false, true]) {
    const name = `colors-${colorScheme}-accent${withBackground ? '-and-background' : ''}`
    test.describe(name, () => {
      test.use({ colorScheme })
      test(name, async ({ page, relay, site }) => {
        const cells = BRANDS.map(([accent, background]) => ({
          caption: withBackground ? `${accent} on ${background}` : accent,
          settings: FORM,
          style: `--signup-accent: ${accent};${withBackground ? ` --signup-background: ${background}` : ''}`,
        }))
        const forms = await layOut({ page, relay, site }, { cells, columns: 6, width: 340 })
        for (const form of await forms.all()) await form.getByLabel('Newsletter').check()
        await take(page, name)
      })
    })
  }
}
