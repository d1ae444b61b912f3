import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { installFromApt } from '../../support/install-from-apt.ts'

const DEPLOY = join(import.meta.dirname, '../../../server/deploy')
const UNITS = ['signup-relay.service', 'signup-relay@.service']
/** What systemd-analyze calls OK; without hardening a service has 9.6. */
const MOST_EXPOSED = 1.5
const INSTALL_MS = 300_000

function analyze(...args: string[]) {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' })
  return { status, text: `${stdout}${stderr}` }
}

beforeAll(() => {
  if (analyze('--version').status === 0 || installFromApt('systemd')) return
  throw new Error('This test needs systemd-analyze, and systemd could not be installed.')
}, INSTALL_MS)

/** A machine on which the units and the program are installed. */
function machine(change = (unit: string) => unit): string {
  const root = mkdtempSync(join(tmpdir(), 'systemd-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const [units, targets, programs] = ['etc/systemd/system', 'usr/lib/systemd/system', 'usr/local/bin'].map(
    (path) => {
      mkdirSync(join(root, path), { recursive: true })
      return join(root, path)
    },
  ) as [string, string, string]
  for (const unit of UNITS) writeFileSync(join(units, unit), change(readFileSync(join(DEPLOY, unit), 'utf8')))
  for (const target of ['network-online', 'sysinit', 'basic', 'shutdown', 'multi-user'])
    copyFileSync(`/lib/systemd/system/${target}.target`, join(targets, `${target}.target`))
  writeFileSync(join(programs, 'signup-relay'), '#!/bin/sh\n')
  chmodSync(join(programs, 'signup-relay'), 0o755)
  return root
}

test.each(['signup-relay.service', 'signup-relay@bakery.service'])(
  'systemd accepts %s, every line of it',
  (unit) => {
    expect(analyze('verify', `--root=${machine()}`, unit)).toEqual({ status: 0, text: '' })
    const misspelled = machine((text) => text.replace('ProtectHome=', 'ProtectHom='))
    expect(analyze('verify', `--root=${misspelled}`, unit).text).toContain("Unknown key 'ProtectHom'")
  },
)

test.each(UNITS)('%s exposes the machine little', (unit) => {
  const path = join(DEPLOY, unit)
  const { status, text } = analyze(
    'security',
    '--offline=yes',
    `--threshold=${MOST_EXPOSED * 10}`,
    '--no-pager',
    path,
  )
  console.log(text.trim().split('\n').at(-1))
  expect(status, text).toBe(0)
})

test('an instance for an account is hardened as the single relay is', () => {
  const [single = '', instance = ''] = UNITS.map((unit) => readFileSync(join(DEPLOY, unit), 'utf8'))
  const settings = (text: string) => text.split('\n').filter((line) => /^\w/.test(line))
  const ofInstance = settings(instance).map((line) => line.replace(/\/%i$| for %i$/, ''))
  expect(ofInstance).toEqual(settings(single))
})
