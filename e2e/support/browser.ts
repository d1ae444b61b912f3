import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright'
import { installFromApt, isRoot, run } from './install-from-apt.ts'

/**
 * Without the quiet flags Chromium contacts Google's hosts for updates at every start. Names under `.example` resolve to
 * this machine, so that a test can embed on `http://bakery.example`, which unlike localhost is not a secure context.
 */
export const CHROMIUM_ARGUMENTS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--disable-gpu',
  '--no-first-run',
  '--host-resolver-rules=MAP *.example 127.0.0.1',
  // Chromium refuses to start its sandbox as root.
  ...(isRoot() ? ['--no-sandbox'] : []),
]

/** Path of a Chromium, Chrome or Edge on this machine: CHROME_PATH, Playwright's own, then the usual places. */
export function findChromium(): string | undefined {
  const { CHROME_PATH: named } = process.env
  if (named !== undefined && named !== '') return named
  return [chromium.executablePath(), ...usualPlaces()].find((path) => existsSync(path))
}

const SHELL = '/usr/bin/chromium-headless-shell'

/**
 * Path of the browser for tests: CHROME_PATH, or Chromium's headless shell, which is the same engine without the windows
 * around it and needs half the processor time, or else a whole browser.
 */
export function findTestBrowser(): string | undefined {
  const isNamed = (process.env['CHROME_PATH'] ?? '') !== ''
  return !isNamed && existsSync(SHELL) ? SHELL : findChromium()
}

/** Makes sure that there is a whole browser, and on Debian the headless shell as well. */
export function installTestBrowser(): void {
  installChromium()
  if (findChromium() === '/usr/bin/chromium' && !existsSync(SHELL)) installFromApt('chromium-headless-shell')
}

/** Makes sure that a browser is installed: downloads Playwright's, or else installs Debian's. Otherwise throws an error that says what to do. */
export function installChromium(): void {
  if (findChromium() !== undefined) return
  console.log('No Chromium found: installing one.')
  if (downloadFromPlaywright() || installFromApt('chromium')) return
  throw new Error(
    'The end-to-end tests need Chromium or Chrome, and none could be installed. Install one, or set CHROME_PATH to its program.',
  )
}

function downloadFromPlaywright(): boolean {
  const cli = join(createRequire(import.meta.url).resolve('playwright/package.json'), '..', 'cli.js')
  run(process.execPath, [cli, 'install', '--no-shell', 'chromium'])
  const path = chromium.executablePath()
  // On a minimal Linux the download may lack shared libraries, which Debian's package installs.
  return existsSync(path) && (process.platform !== 'linux' || run(path, ['--version', '--no-sandbox']))
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => process.env[name] ?? [],
    )
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
    return programs.flatMap((program) => roots.map((root) => join(root, program)))
  }
  return [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/opt/google/chrome/chrome',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
  ]
}
