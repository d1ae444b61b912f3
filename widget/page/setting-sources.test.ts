import { expect, it } from 'vitest'
import { sourceOf } from './setting-sources.ts'

it.each([
  ['https://relay.example/v1/signup.js?render=explicit', 'https://relay.example'],
  ['http://localhost:3000/v1/signup.js', 'http://localhost:3000'],
  ['https://www.bakery.example/signup/v1/signup.js', 'https://www.bakery.example/signup'],
  ['https://www.bakery.example/signup/v1.0.0/signup.js?lists=x', 'https://www.bakery.example/signup'],
  ['https://bakery.example/a/b%20c/v1/signup.js', 'https://bakery.example/a/b%20c'],
  ['https://bakery.example/api/v1/v1/signup.js', 'https://bakery.example/api/v1'],
  ['https://relay.example/v1/signup.js?redirect-url=https://bakery.example/v1/x', 'https://relay.example'],
  ['https://relay.example/js/signup.js?redirect-url=https://bakery.example/v1/x', 'https://relay.example'],
  ['', undefined],
  ['blob:https://bakery.example/v1/1f0c', undefined],
])('the relay of the script at %s is at %s', (address, endpoint) => {
  const script = document.createElement('script')
  if (address) script.src = address
  expect(sourceOf(script).endpoint).toBe(endpoint)
})

it.each([
  'fields=first_name&title=News',
  'title=News&amp;fields=first_name',
  'title=News&amp;amp;fields=first_name',
  'title=News&#038;fields=first_name',
  'title=News&#38;fields=first_name',
  'title=News&#x26;fields=first_name',
  'title=News&amp%3Bfields=first_name',
  'title=News&amp%3Bamp%3Bfields=first_name',
  'title=News&%2338%3Bfields=first_name',
  'title=News&AMP;fields=first_name',
  'data-title=News&data-fields=first_name',
  'TITLE=News&Fields=first_name',
  'Data-Title=News&DATA-FIELDS=first_name',
  'amp;title=News&amp;fields=first_name',
  '?title=News&fields=first_name',
])('reads an address that was escaped too often: %s', (query) => {
  const script = document.createElement('script')
  script.setAttribute('src', `https://relay.example/v1/signup.js?${query}`)
  const { read } = sourceOf(script)
  expect([read('title'), read('fields'), read('lists')]).toEqual(['News', 'first_name', null])
})

it.each([
  ['title=Ready?&fields=first_name', 'title', 'Ready?'],
  ['title=Bread;+butter&fields=first_name', 'title', 'Bread; butter'],
  ['title=AT%26T=x&fields=first_name', 'title', 'AT&T=x'],
  ['title=A+data-driven+Title&fields=first_name', 'title', 'A data-driven Title'],
  ['prefill=first_name=Ada%26job_title=Countess', 'prefill', 'first_name=Ada&job_title=Countess'],
  ['prefill=first_name%3DAda%26last_name%3DByron', 'prefill', 'first_name=Ada&last_name=Byron'],
  ['button=Go', 'button', 'Go'],
  ['title=First&title=Second', 'title', 'First'],
  ['title=', 'title', ''],
])('leaves a text as it is: %s', (query, name, text) => {
  const script = document.createElement('script')
  script.setAttribute('src', `https://relay.example/v1/signup.js?${query}`)
  expect(sourceOf(script).read(name)).toBe(text)
})
