import type { Locator, Page } from 'playwright/test'
import { violations } from './axe.ts'
import { type Attributes, LISTS } from './embed.ts'
import { expect } from './fixtures.ts'

/** A form with every kind of control; its name is *News*. */
export const EVERY_KIND: Attributes = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name* birthday address',
  'custom-fields': JSON.stringify([
    { id: '1618ae62-4752-11e9-9c8a-fa163e6b01c2', label: 'Anything we "should" know', type: 'textarea' },
    {
      id: '1618ae62-4752-11e9-9c8a-fa163e6b01c5',
      label: 'How did you hear about us',
      type: 'radio',
      options: ['A friend', 'The market', 'Online', 'Walking past'],
    },
  ]),
  consent: 'Yes, write to me by email.',
  title: 'News',
}

/**
 * Submits an incomplete form, and checks that everything is fully visible, does not overlap, is readable and large enough
 * to touch, and that no decoration of the page is drawn over it.
 */
export async function expectUsable(page: Page, form: Locator): Promise<void> {
  await form.getByRole('button').click()
  await expect(form.getByRole('region', { name: 'There is a problem' })).toBeVisible()
  expect(await violations(page, '.signup-widget')).toEqual([])
  const controls = form.getByRole('textbox').or(form.getByRole('combobox')).or(form.getByRole('button'))
  const boxes = await boxesOf(controls)
  for (const { height } of boxes) expect(height).toBeGreaterThanOrEqual(44)
  const small = await boxesOf(form.getByRole('checkbox').or(form.getByRole('radio')))
  for (const { width, height } of small) expect([Math.round(width), Math.round(height)]).toEqual([20, 20])
  const [column = NOWHERE] = await boxesOf(form)
  const right = page.viewportSize()?.width ?? 0
  for (const { x, width } of [...boxes, ...small, ...(await boxesOf(form.locator(VISIBLE_LABEL)))]) {
    expect(x).toBeGreaterThanOrEqual(Math.max(0, Math.floor(column.x)))
    expect(x + width).toBeLessThanOrEqual(Math.min(right, Math.ceil(column.x + column.width)))
  }
  await page.mouse.move(0, 0)
  await expect(form.getByRole('button')).toHaveCSS('background-color', ACCENT)
  expect(await form.locator(OURS).evaluateAll(withDecoration)).toEqual([])
  const all = [...boxes, ...small]
  for (const [index, box] of all.entries()) {
    expect(all.slice(index + 1).filter((other) => overlap(box, other))).toEqual([])
  }
}

/** Fills in the form of `EVERY_KIND` and submits it. */
export async function fillInEveryKind(form: Locator, address: string): Promise<void> {
  await form.getByLabel('Email address').fill(address)
  await form.getByLabel('First name').fill('Mary')
  await form.getByLabel('Newsletter').check()
  await form.getByLabel('The market').check()
  await form.getByLabel('Yes, write to me by email.').check()
  await form.getByRole('button').click()
}

type Box = { x: number; y: number; width: number; height: number }

const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 }
/** The default colour of buttons. */
const ACCENT = 'rgb(51, 71, 159)'
/** What we draw marks over ourselves is left out. */
const OURS = '[part]:not([part=success], [part=status], [part=error])'
const VISIBLE_LABEL = 'label:not([aria-hidden] *)'

async function boxesOf(elements: Locator): Promise<Box[]> {
  const found = await elements.all()
  return Promise.all(found.map(async (element) => (await element.boundingBox()) ?? NOWHERE))
}

function overlap(one: Box, other: Box): boolean {
  const apartAcross = one.x + one.width <= other.x || other.x + other.width <= one.x
  const apartDown = one.y + one.height <= other.y || other.y + other.height <= one.y
  return !apartAcross && !apartDown
}

/** The elements with a visible ::before or ::after. */
function withDecoration(elements: Element[]): string[] {
  const drawn = (element: Element, mark: string) => getComputedStyle(element, mark).content
  return elements
    .filter(
      (element) => !['::before', '::after'].every((mark) => /^(none|normal)$/.test(drawn(element, mark))),
    )
    .map(({ outerHTML }) => outerHTML)
}
