import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { LISTS } from '../support/embed.ts'
import { test } from '../support/fixtures.ts'
import { installFromApt } from '../support/install-from-apt.ts'
import { layOut, pressAll, take } from './contact-sheet.ts'

const LANGUAGES = readdirSync(join(import.meta.dirname, '../../widget/messages/languages'))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.replace('.json', ''))
/** All of them would not fit in one picture that can be read. */
const HALVES = [LANGUAGES.slice(0, 13), LANGUAGES.slice(13)]

const FORM = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* last_name phone_number birthday* address*',
}

// Without a font for them, Chinese, Japanese and Korean are empty boxes.
test.beforeAll(() => {
  const { stdout } = spawnSync('fc-list', [':lang=ja'], { encoding: 'utf8' })
  if (stdout === '') installFromApt('fonts-wqy-microhei')
})

for (const [index, languages] of HALVES.entries()) {
  test(`languages, ${index + 1}`, async ({ page, relay, site }) => {
    const cells = languages.map((language) => ({ caption: language, settings: { ...FORM, language } }))
    const forms = await layOut({ page, relay, site }, { cells, columns: 5, width: 420 })
    await take(page, `languages-${index + 1}-idle`)
    await pressAll(forms)
    await take(page, `languages-${index + 1}-errors`)
  })
}
