import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ElementHandle, type Frame, launch, type Page } from 'puppeteer-core'
import { CHROMIUM_ARGUMENTS } from '../support/browser.ts'
import type { Browser, Found, LaunchOptions, Tab } from './engine.ts'
import { CHROMIUM_ADDRESS, FIREFOX_PREFERENCES, firefoxAddresses } from './saved-address.ts'

/** Starts Chromium by its own protocol. */
export async function launchChromium(program: string, { scripts }: LaunchOptions): Promise<Browser> {
  const browser = await launch({
    browser: 'chrome',
    executablePath: program,
    // Keeps frames of other origins in the same process, so that autofill reaches them.
    args: [...CHROMIUM_ARGUMENTS, '--disable-site-isolation-trials'],
  })
  return {
    version: (await browser.version()).replace('/', ' '),
    async open() {
      const page = await browser.newPage()
      await page.setJavaScriptEnabled(scripts)
      await page.setViewport({ width: 1280, height: 900 })
      return tabOf(page, (element) => element.autofill({ address: CHROMIUM_ADDRESS }))
    },
    close: () => browser.close(),
  }
}

/** Starts Firefox by WebDriver BiDi, which needs no driver beside it. */
export async function launchFirefox(program: string, { scripts, display }: LaunchOptions): Promise<Browser> {
  const profile = await mkdtemp(join(tmpdir(), 'signup-firefox-'))
  await writeFile(join(profile, 'autofill-profiles.json'), firefoxAddresses())
  const browser = await launch({
    browser: 'firefox',
    executablePath: program,
    headless: display === undefined,
    userDataDir: profile,
    extraPrefsFirefox: { ...FIREFOX_PREFERENCES, ...(scripts ? {} : { 'javascript.enabled': false }) },
    // Without it Firefox overrides the preference that stops it from contacting Mozilla's hosts.
    env: { ...process.env, ...display, MOZ_REMOTE_SETTINGS_DEVTOOLS: '1' },
  })
  return {
    version: (await browser.version()).replace('/', ' '),
    async open() {
      const page = await browser.newPage()
      await page.setViewport({ width: 1280, height: 900 })
      return tabOf(page, (element) => chooseSaved(page, element))
    },
    async close() {
      await browser.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** As a visitor does: opens the list of saved addresses and takes the first, with Tab, which does not submit the form. */
async function chooseSaved(page: Page, element: ElementHandle<HTMLElement>): Promise<void> {
  await click(page, element)
  for (const key of ['ArrowDown', 'ArrowDown', 'Tab'] as const) {
    await page.keyboard.press(key)
    await new Promise((resolve) => setTimeout(resolve, LIST_MS))
  }
}

/** How long the list of saved addresses may take to open or to fill in; nothing reports when it is done. */
const LIST_MS = 700

/** Done by hand: Puppeteer's click waits for an observer, which never fires where pages run no script. */
async function click(page: Page, element: ElementHandle<HTMLElement>): Promise<void> {
  await element.evaluate((target) => target.scrollIntoView({ block: 'center', behavior: 'instant' }))
  const box = await element.boundingBox()
  if (!box) throw new Error('What is to be clicked is not to be seen.')
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

function tabOf(page: Page, autofill: (element: ElementHandle<HTMLElement>) => Promise<void>): Tab {
  let frame: Frame | undefined
  const here = () => frame ?? page.mainFrame()
  const options = { waitUntil: 'domcontentloaded' } as const
  return {
    async goto(address) {
      frame = undefined
      await page.goto(address, options)
    },
    async reload() {
      await page.reload(options)
    },
    async back() {
      await page.goBack(options)
    },
    resize: (width, height) => page.setViewport({ width, height }),
    evaluate: (work) => here().evaluate(work),
    async find(search, role, name) {
      const element = await here().evaluateHandle(search, role, name)
      const found: Found = {
        click: () => click(page, element),
        evaluate: (read) => element.evaluate(read),
        autofill: () => autofill(element),
      }
      return found
    },
    async enterFrame() {
      frame = (await (await page.$('iframe'))?.contentFrame()) ?? undefined
      if (!frame) throw new Error('The page has no frame.')
    },
    async leaveFrame() {
      frame = undefined
    },
    type: (text) => page.keyboard.type(text),
    press: (key) => page.keyboard.press(key === 'Space' ? ' ' : key),
    async screenshot() {
      return Buffer.from(await page.screenshot())
    },
  }
}
