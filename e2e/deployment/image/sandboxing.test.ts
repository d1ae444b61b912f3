import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { post, signUpBody } from '../../support/post.ts'
import { startRelay } from './container.ts'

const UNIT = join(import.meta.dirname, '../../../server/deploy/signup-relay.service')

/** The groups of system calls that systemd knows, by name; a group may name others. */
function groupsOfCalls(): Map<string, string[]> {
  const { stdout } = spawnSync('systemd-analyze', ['syscall-filter', '--no-pager'], { encoding: 'utf8' })
  const groups = new Map<string, string[]>()
  for (const block of stdout.split(/^(?=@)/m)) {
    const [name = '', ...lines] = block.split('\n').map((line) => line.trim())
    groups.set(
      name,
      lines.filter((line) => /^[@\w]/.test(line)),
    )
  }
  return groups
}

/** The calls that the lines `SystemCallFilter=` of the unit let through. */
function allowedCalls(): string[] {
  const groups = groupsOfCalls()
  const callsOf = (name: string): string[] => groups.get(name)?.flatMap(callsOf) ?? [name]
  const allowed = new Set<string>()
  for (const [, not, names = ''] of readFileSync(UNIT, 'utf8').matchAll(/^SystemCallFilter=(~?)(.+)$/gm)) {
    for (const call of names.split(' ').flatMap(callsOf)) {
      if (not === '~') allowed.delete(call)
      else allowed.add(call)
    }
  }
  return [...allowed]
}

test('the relay runs with the system calls and the part of /proc that its service has', async ({
  onTestFinished: afterwards,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'seccomp-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const names = allowedCalls()
  expect(names).toEqual(expect.arrayContaining(['read', 'accept4', 'fdatasync']))
  expect(names).not.toContain('mount')
  const [profile, syscalls] = [join(folder, 'profile.json'), [{ names, action: 'SCMP_ACT_ALLOW' }]]
  writeFileSync(profile, JSON.stringify({ defaultAction: 'SCMP_ACT_ERRNO', defaultErrnoRet: 1, syscalls }))
  const hidden = ['meminfo', 'cpuinfo', 'stat', 'loadavg', 'version', 'sys'].map((name) => `/proc/${name}`)
  const security = [`seccomp=${profile}`, 'no-new-privileges', `mask=${hidden.join(':')}`]
  const options = ['--cap-drop=all', ...security.flatMap((option) => ['--security-opt', option])]
  const relay = await startRelay(afterwards, { options, command: ['--sandbox'] })
  expect((await post(relay, signUpBody('ada@example.org'))).status).toBe(201)
  expect(relay.exec('signup-relay', '--sandbox', 'status').out).toContain('1 in total')
  expect(relay.stop().code).toBe(0)
})
