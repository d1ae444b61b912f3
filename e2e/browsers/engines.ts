import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium, installChromium } from '../support/browser.ts'
import { installFromApt } from '../support/install-from-apt.ts'
import type { Engine } from './engine.ts'
import { launchChromium, launchFirefox } from './puppeteer.ts'
import { launchWebKit } from './webdriver.ts'

/** The engines in which the scenarios run, each found where it is usually installed. */
export const ENGINES: Engine[] = [
  {
    name: 'Chromium',
    find: findChromium,
    install: installChromium,
    remedy: 'install Chromium or Chrome, or set CHROME_PATH to its program',
    launch: launchChromium,
  },
  {
    name: 'Firefox',
    find: () => process.env['FIREFOX_PATH'] || firefoxPlaces().find((path) => existsSync(path)),
    install: () => installFromApt('firefox-esr'),
    remedy: 'install Firefox, or set FIREFOX_PATH to its program',
    launch: launchFirefox,
  },
  {
    name: 'WebKit',
    find: () => process.env['WEBKIT_DRIVER_PATH'] || webKitPlaces().find((path) => existsSync(path)),
    install: () => installFromApt('webkit2gtk-driver', 'xvfb'),
    remedy:
      "install Debian's webkit2gtk-driver and xvfb, or allow Safari's driver by `safaridriver --enable`, or set WEBKIT_DRIVER_PATH",
    launch: launchWebKit,
  },
]

function firefoxPlaces(): string[] {
  if (process.platform === 'darwin') return ['/Applications/Firefox.app/Contents/MacOS/firefox']
  if (process.platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)']
      .flatMap((name) => process.env[name] ?? [])
      .map((root) => join(root, 'Mozilla Firefox\\firefox.exe'))
  }
  return ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/opt/firefox/firefox']
}

function webKitPlaces(): string[] {
  return process.platform === 'darwin' ? ['/usr/bin/safaridriver'] : ['/usr/bin/WebKitWebDriver']
}
