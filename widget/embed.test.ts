import { afterEach, expect, it, vi } from 'vitest'
import { NEWSLETTER } from './testing/settings.ts'

afterEach(() => document.body.replaceChildren())

it('mounts each form once, however often the script is loaded', async () => {
  const tag = document.createElement('script')
  // Not a type of script that the test's DOM would fetch.
  tag.type = 'application/x-test'
  tag.src = 'https://relay.example/v1/signup.js'
  tag.setAttribute('data-signup-widget', '')
  tag.setAttribute('data-lists', NEWSLETTER)
  document.body.append(tag)
  for (let times = 0; times < 3; times++) {
    vi.resetModules()
    await import('./embed.ts')
  }
  await expect.poll(() => document.querySelectorAll('[data-state=editing]')).toHaveLength(1)
  expect(document.querySelectorAll('.signup-widget')).toHaveLength(1)
})
