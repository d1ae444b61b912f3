// @vitest-environment node
import { expect, test } from 'vitest'
import { pageWithCampaign } from './campaign.ts'

const ID = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const PAGE = 'https://www.bakery.example/news'
const values = { [`custom_fields.${ID}`]: ['Spring & more'] }

test('adds the source that a form captures, and nothing else', () => {
  expect(pageWithCampaign(PAGE, { capture: `${ID}=utm_source` }, values)).toBe(
    `${PAGE}?utm_source=Spring+%26+more`,
  )
})

test.each([
  ['captures nothing', { capture: undefined }, values],
  ['captures something else', { capture: `${ID}=utm_medium` }, values],
  ['captures what cannot be read', { capture: 'first_name=utm_source' }, values],
  ['was given no source', { capture: `${ID}=utm_source` }, {}],
])('leaves the address as it is where the form %s', (_, configuration, given) =>
  expect(pageWithCampaign(PAGE, configuration, given)).toBe(PAGE),
)
