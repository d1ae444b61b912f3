import { LISTS } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { layOut, take } from './contact-sheet.ts'

const SHORT = { lists: LISTS.newsletter }
const TITLED = { ...SHORT, title: 'News from the bakery', description: 'Once a week, what we bake next.' }

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test(`outcomes, ${colorScheme}`, async ({ page, relay, relayWith, site, address }) => {
      const { url } = await relayWith({ EXISTING_CONTACTS: 'verify' })
      const confirmed = { ...TITLED, endpoint: url }
      const cells = [
        { caption: 'created', settings: TITLED, as: address },
        { caption: 'updated', settings: TITLED, as: address },
        { caption: 'created, no title', settings: SHORT, as: `2${address}` },
        { caption: 'check your inbox', settings: confirmed, as: `3${address}` },
        { caption: 'check your inbox, no title', settings: { ...SHORT, endpoint: url }, as: `4${address}` },
        { caption: 'right to left', settings: { ...TITLED, language: 'ar' }, as: `5${address}` },
        {
          caption: 'own sentence',
          settings: { ...TITLED, 'message-created': 'Lovely. The oven is warm, and we write on Friday.' },
          as: `6${address}`,
        },
        { caption: 'German', settings: { ...TITLED, language: 'de' }, as: `7${address}` },
      ]
      const forms = await layOut({ page, relay, site }, { cells, columns: 4, width: 420 })
      await take(page, `outcomes-${colorScheme}-before`)
      for (const { as } of cells) {
        const form = forms.first()
        await form.locator('[type=email]').fill(as)
        const left = await forms.count()
        await form.locator('[part=button]').click()
        await expect(forms).toHaveCount(left - 1)
      }
      await take(page, `outcomes-${colorScheme}`)
    })

    test(`while sending, and after trouble, ${colorScheme}`, async ({ page, relay, site }) => {
      const states = ['sending', 'one fault', 'did you mean', 'no connection', 'too many']
      const cells = states.flatMap((caption) => [
        { caption, settings: TITLED },
        { caption: `${caption}, right to left`, settings: { ...TITLED, language: 'he' } },
      ])
      await page.route('**/v1/signups', async (route) => {
        const { email_address } = route.request().postDataJSON()
        if (email_address.startsWith('offline')) return route.abort()
        if (email_address.startsWith('sending')) return
        const headers = { 'access-control-allow-origin': '*', 'retry-after': '60' }
        return route.fulfill({ status: 429, json: { code: 'too_many_requests' }, headers })
      })
      const forms = await layOut({ page, relay, site }, { cells, columns: 4, width: 420 })
      const typed = ['sending@example.org', 'ada', 'ada@gmial.com', 'offline@example.org', 'many@example.org']
      for (const [index, form] of (await forms.all()).entries()) {
        const email = form.locator('[type=email]')
        await email.fill(typed[Math.floor(index / 2)] ?? '')
        await email.blur()
        if (index === 4 || index === 5) await expect(form.locator('[part=accept]')).toBeVisible()
        else await form.locator('[part=button]').click()
      }
      await expect(page.locator('[part=alert]')).toHaveCount(4)
      await take(page, `trouble-${colorScheme}`)
    })
  })
}
