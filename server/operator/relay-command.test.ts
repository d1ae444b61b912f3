import { expect, it } from 'vitest'
import { RELAY, relayCommand } from './relay-command.ts'

it.each([
  ['a clone', '/srv/signup/dist/server/main.js', 'npm run relay --'],
  ['a program in the path, as the container has it', '/usr/local/bin/signup-relay', 'signup-relay'],
  ['a package', '/srv/site/node_modules/.bin/signup-relay', 'npx signup-relay'],
  ['a package on Windows', 'C:\\site\\node_modules\\signup-relay\\dist\\server\\main.js', 'npx signup-relay'],
])('names a command that exists in %s', (_what, script, command) => {
  expect(relayCommand(script)).toBe(command)
})

it('names npm where nothing else is known', () => {
  expect([RELAY, relayCommand()]).toEqual(['npm run relay --', 'npm run relay --'])
})
