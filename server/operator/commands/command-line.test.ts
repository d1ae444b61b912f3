import { describe, expect, it, test } from 'vitest'
import { parseCommandLine, USAGE } from './command-line.ts'

const UNSETTLED = ['recorded', 'waiting', 'held', 'parked']

describe('the command line', () => {
  it.each([
    ['status', { name: 'status', json: false }],
    ['status --json', { name: 'status', json: true }],
    ['--json status', { name: 'status', json: true }],
    ['outbox', { name: 'outbox', json: false, states: UNSETTLED, most: 50 }],
    ['outbox --state parked', { name: 'outbox', json: false, states: ['parked'], most: 50 }],
    ['outbox --state=delivered --limit 3', { name: 'outbox', json: false, states: ['delivered'], most: 3 }],
    ['show 17', { name: 'show', json: false, id: 17 }],
    ['retry 17', { name: 'retry', json: false, id: 17 }],
    ['retry --all', { name: 'retry', json: false, id: 'all' }],
    ['drop 17', { name: 'drop', json: false, id: 17 }],
    ['consent ada@example.org', { name: 'consent', json: false, email: 'ada@example.org' }],
    ['forget ada@example.org --json', { name: 'forget', json: true, email: 'ada@example.org' }],
    ['export', { name: 'export', json: false }],
    ['console', { name: 'console', json: false }],
    ['connect', { name: 'connect', json: false }],
    ['disconnect', { name: 'disconnect', json: false }],
  ])('understands %s', (typed, line) => {
    expect(parseCommandLine(words(typed))).toEqual({ kind: 'line', line })
  })

  it.each([
    ['settings show --json', { action: 'show', json: true }],
    ['settings export', { action: 'export', json: false }],
    ['settings import', { action: 'import', json: false }],
    ['settings set SITE_NAME Bakery', { action: 'set', json: false, name: 'SITE_NAME', value: 'Bakery' }],
    ['settings set X -', { action: 'set', json: false, name: 'X', value: '-' }],
  ])('understands %s', (typed, line) => {
    expect(parseCommandLine(words(typed))).toEqual({ kind: 'settings', line })
  })

  it.each(['help', '--help', 'drop --help'])('shows the help for %s', (typed) => {
    expect(parseCommandLine(words(typed))).toEqual({ kind: 'help' })
  })

  it.each([
    ['', 'No command given.'],
    ['restart', 'Unknown command "restart".'],
    ['toString', 'Unknown command "toString".'],
    ['status now', 'status takes no arguments.'],
    ['outbox --state lost', '--state must be one of recorded, waiting, held, parked, delivered, refused.'],
    ['outbox --limit 0', '--limit must be a whole number, 1 or more.'],
    ['outbox --all', 'outbox has no option --all.'],
    ['outbox --state', 'Unknown option, or an option without its value.'],
    ['consent', 'consent takes one EMAIL.'],
    ['forget ada@example.org bob@example.org', 'forget takes one EMAIL.'],
    ['forget 17', 'EMAIL must be a full address, like name@example.org.'],
    ['show', 'show takes one ID.'],
    ['show 1 2', 'show takes one ID.'],
    ['show ada@example.org', 'ID must be a whole number. Run "outbox" to list ids.'],
    ['show 99999999999999999999', 'ID must be a whole number. Run "outbox" to list ids.'],
    ['drop --all', 'drop has no option --all.'],
    ['drop -1', 'Unknown option, or an option without its value.'],
    ['retry', 'retry takes one ID, or --all.'],
    ['retry 1 --all', 'retry takes one ID, or --all.'],
    ['settings', 'settings takes show, set, export or import.'],
    ['settings delete', 'settings takes show, set, export or import.'],
    ['settings show SITE_NAME', 'settings show takes no arguments.'],
    ['settings set SITE_NAME', 'settings set takes a NAME and a VALUE.'],
    ['settings set SITE_NAME Bread and butter', 'settings set takes a NAME and a VALUE.'],
    ['settings set --all', 'settings has no option --all.'],
    ['status --verbose', 'Unknown option, or an option without its value.'],
  ])('says what is wrong with "%s"', (typed, sentence) => {
    expect(parseCommandLine(words(typed))).toEqual({ kind: 'wrong', sentence })
  })
})

test('the usage fits a terminal, and says how to start the relay', () => {
  expect(USAGE).toContain('Without a COMMAND it starts the relay')
  for (const line of USAGE.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

function words(typed: string): string[] {
  return typed.split(' ').filter((word) => word !== '')
}
