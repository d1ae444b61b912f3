import { page as html, LISTS, placeholder, scriptTag } from '../support/embed.ts'
import { expect, test } from '../support/fixtures.ts'
import { CREATED } from '../support/sentences.ts'

const COUNT = 200

test('a page shows two hundred forms, and the last one signs up', async ({ page, relay, site, address }) => {
  const boxes = Array.from({ length: COUNT }, (_, index) =>
    placeholder({ lists: LISTS.newsletter, fields: 'first_name last_name', title: `Form ${index + 1}` }),
  )
  const head = `<script>
    window.longest = 0
    window.ready = 0
    document.addEventListener('signup-widget:ready', () => { ready += 1 })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
    }).observe({ type: 'longtask', buffered: true })
  </script>`
  await page.goto(site.page(html(boxes.join('') + scriptTag(relay, {}, 'async'), { head })))
  await page.waitForFunction(`ready === ${COUNT}`)
  // Only printed: how long a task takes depends on the machine.
  console.log(`  longest task of ${COUNT} forms: ${await page.evaluate('Math.round(longest)')} ms`)
  const form = page.getByRole('form', { name: `Form ${COUNT}` })
  await form.getByLabel('Email address').fill(address)
  await form.getByRole('button').click()
  await expect(page.getByText(CREATED)).toBeVisible()
})
