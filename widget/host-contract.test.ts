import { readFileSync } from 'node:fs'
import { waitFor } from '@testing-library/preact'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readConfiguration } from './configuration/configuration.ts'
import { LOOK } from './frame/messages.ts'
import { createApi } from './page/api.ts'
import { EVENTS } from './page/form-events.ts'
import { openForm } from './testing/form.ts'
import { CLASS_NAMES } from './view/part-classes.ts'

/** Pages may rely on what this README says, so the code must keep it. */
const README = readFileSync('widget/README.md', 'utf8')
const TYPES = readFileSync('widget/signup-widget.d.ts', 'utf8')
const section = (title: string) => README.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

/** Read apart, since few pages have them. */
const CLASSES = CLASS_NAMES.map((name) => `class-${name}`)

/** Settings of the script tag alone, and the mark of a renamed one. */
const OF_THE_TAG = ['render', 'onload', 'signup-widget']

describe('what widget/README.md promises to pages', () => {
  it('is every attribute that is read, and no other', () => {
    const read = new Set<string>()
    readConfiguration((name) => {
      read.add(name)
      return null
    })
    const rows = section('Attributes')
      .split('\n')
      .filter((row) => row.startsWith('| `data-'))
    const promised = rows.flatMap((row) => names(row.split(' | ')[0] ?? '', /`data-([a-z-]+)`/g))
    expect(promised.filter((name) => !OF_THE_TAG.includes(name)).sort()).toEqual([...read, ...CLASSES].sort())
  })

  it('is every event', () => {
    expect(names(section('Events'), /^\| `([a-z]+)` \|/gm)).toEqual([...EVENTS])
  })

  it('has its type: every attribute as an option, every event with its detail', () => {
    const read: string[] = []
    readConfiguration((name) => void read.push(name))
    const block = (name: string) => TYPES.split(`type ${name} = {`)[1]?.split('\n}')[0] ?? ''
    const options = names(block('SignupWidgetOptions'), /^ {2}(\w+)\?:/gm)
    const written = options.map((name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`))
    expect(written.sort()).toEqual([...new Set([...read, ...CLASSES])].sort())
    expect(names(block('SignupWidgetDetails'), /^ {2}(\w+):/gm)).toEqual([...EVENTS])
  })

  it('is every function of the API', () => {
    const nothing = () => {}
    const registry = {
      ...{ addScript: nothing, render: nothing, renderAll: nothing, reset: nothing, remove: nothing },
    }
    const promised = names(section('API'), /`([a-z]+)(?:\([^)]*\))?`/g)
    for (const name of Object.keys(createApi(registry))) if (name !== 'push') expect(promised).toContain(name)
    for (const name of ['render', 'load', 'get', 'reset', 'remove', 'on', 'ready', 'version']) {
      expect(createApi(registry)).toHaveProperty(name)
    }
  })

  it('is every custom property, and each of them is used', () => {
    const promised = new Set(names(section('Look'), /`(--signup-[a-z-]+)`/g))
    const css = ['base', 'fields', 'feedback']
      .map((name) => readFileSync(`widget/view/style/${name}.css`, 'utf8'))
      .join()
    expect([...promised].sort()).toEqual([...LOOK].sort())
    expect(LOOK.filter((name) => !css.includes(`var(${name}`))).toEqual([])
  })

  it('is every part that may be styled', async () => {
    const promised = section('Look').split('The parts are')[1]?.split('The host')[0] ?? ''
    const { card, form, user } = openForm({ title: 'News', fields: 'first_name' })
    await user.click(form.getByRole('button'))
    await form.findByText(/Enter your email/)
    const missing = names(promised, /`([a-z]+)`/g).filter((part) => !card.querySelector(`[part~=${part}]`))
    expect(missing).toEqual([])
  })
})

describe('what a page is told', () => {
  it('never holds what was typed, however the sign-up ends', async () => {
    const typed = fc.stringMatching(/^[a-z]{8}$/).map((text) => `typed${text}`)
    const endings = fc.constantFrom(
      { status: 201, body: { action: 'created', message: '' } },
      { status: 503, body: { code: 'unavailable' } },
      { status: 422, body: { code: 'invalid_fields', fields: { first_name: 'too_long' } } },
      'unreachable' as const,
    )
    await fc.assert(
      fc.asyncProperty(typed, typed, endings, async (email, name, ending) => {
        const { form, user, events, unmount } = openForm({ fields: 'first_name' }, [ending])
        await user.type(form.getByLabelText(/First name/), name)
        await user.click(form.getByRole('button'))
        await user.type(form.getByLabelText('Email address'), `${email}@example.org{Enter}`)
        await waitFor(() => expect(events.at(-1)?.type).toMatch(/success|error/))
        const told = JSON.stringify(events.map(({ detail }) => detail))
        unmount()
        expect(told).not.toMatch(new RegExp(`${email}|${name}|@`))
      }),
      { numRuns: 5 },
    )
  })
})
