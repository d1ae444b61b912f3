import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { INITIAL_STATE, readPrerendered, serializeState } from './prerendered.ts'

const { version }: { version: string } = JSON.parse(readFileSync('package.json', 'utf8'))

function drawn(data: string) {
  const root = document.createElement('div')
  const form = document.createElement('div')
  form.className = 'signup'
  form.setAttribute('data-form', data)
  root.append(form)
  return root
}

it('reads the state in pasted snippets, whose names no later version may change', () => {
  const form = { kind: 'editing', values: {}, faults: {}, attempt: 0 }
  const spoken = { state: 'editing', errors: {}, attempt: 0 }
  expect(readPrerendered(drawn(JSON.stringify({ form, spoken, version: '0.9.0' })))).toMatchObject({
    ...{ form, viewState: spoken, version: '0.9.0', isStale: true },
  })
})

it('reads what this version writes, and finds nothing if nothing was drawn', () => {
  expect(readPrerendered(drawn(serializeState(INITIAL_STATE)))).toMatchObject({
    ...{ ...INITIAL_STATE, version, isStale: false },
  })
  expect(readPrerendered(document.createElement('div'))).toBeUndefined()
})
