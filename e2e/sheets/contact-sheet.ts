import { join } from 'node:path'
import type { Locator, Page } from 'playwright/test'
import { type Attributes, page as html, placeholder, scriptTag } from '../support/embed.ts'
import { expect } from '../support/fixtures.ts'
import type { Relay } from '../support/relay.ts'
import type { Site } from '../support/site.ts'

const FOLDER = join(import.meta.dirname, '../../dist/sheets')

/** One form of a sheet, and the words above it. */
type Cell = {
  caption: string
  settings: Attributes
  /** Of the element around the form: custom properties, a width. */
  style?: string
}

type Sheet = {
  cells: Cell[]
  columns: number
  /** Of each form, in CSS pixels. */
  width: number
  /** Of the page that all forms stand on. */
  head?: string
}

/** What a sheet is drawn on. */
type Desk = { page: Page; relay: Relay; site: Site }

/** Opens a page with a form for each cell, and waits until all of them are drawn. */
export async function layOut({ page, relay, site }: Desk, sheet: Sheet): Promise<Locator> {
  const { cells, columns, width, head = '' } = sheet
  await page.setViewportSize({ width: columns * (width + 24) + 24, height: 900 })
  const figures = cells.map(
    ({ caption, settings, style = '' }) =>
      `<figure style="${style}"><figcaption>${caption}</figcaption>${placeholder(settings)}</figure>`,
  )
  const grid = `<style>
    h1 { display: none }
    body { margin: 0; background: Canvas; font: 14px system-ui, sans-serif; color-scheme: light dark }
    .sheet { display: grid; grid-template-columns: repeat(${columns}, ${width}px); gap: 24px; padding: 24px; align-items: start }
    figure { margin: 0 }
    figcaption { padding-bottom: 6px; color: GrayText }
  </style>`
  const body = `<div class="sheet">${figures.join('')}</div>${scriptTag(relay)}`
  await page.goto(site.page(html(body, { head: grid + head })))
  const forms = page.getByRole('form')
  await expect(forms).toHaveCount(cells.length)
  await page.waitForLoadState('networkidle')
  return forms
}

/** Presses the button of every form that is still to be filled in, and waits for what it says. */
export async function pressAll(forms: Locator): Promise<void> {
  for (const form of await forms.all()) {
    await form.locator('[part=button]').click()
    await expect(form.locator('[part=error]').first()).toBeVisible()
  }
}

/** Writes the whole page as a picture into `dist/sheets`. */
export async function take(page: Page, name: string): Promise<void> {
  await page.evaluate('document.activeElement?.blur(); document.fonts.ready')
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true, animations: 'disabled' })
}
