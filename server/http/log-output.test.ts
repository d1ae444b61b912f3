import { execFileSync } from 'node:child_process'
import { closeSync, constants, existsSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createLogOutput } from './log-output.ts'

/** Behaves like a file on a full disk; only Linux has it. */
const FULL = '/dev/full'
const LINES = 20_000
const line = (n: number) => `${String(n).padStart(99)}\n`

function opened(path: string, flags: string | number): number {
  const fd = openSync(path, flags)
  onTestFinished(() => closeSync(fd))
  return fd
}

/** A pipe that holds a few kilobytes until somebody reads them. */
function aPipe(): number {
  const folder = mkdtempSync(join(tmpdir(), 'log-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  return opened(join(folder, 'pipe'), constants.O_RDWR | constants.O_NONBLOCK)
}

it.skipIf(!existsSync(FULL))('survives a full disk', () => {
  const output = createLogOutput(opened(FULL, 'w'))
  for (let n = 0; n < LINES; n += 1) output.write(line(n))
})

it.skipIf(process.platform === 'win32')(
  'keeps a bounded amount of what cannot be written, and writes it as soon as there is room',
  () => {
    const pipe = aPipe()
    const output = createLogOutput(pipe)
    const read = Buffer.alloc(100_000)
    const before = process.cpuUsage()
    for (let n = 0; n < LINES; n += 1) output.write(line(n))
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000).toBeLessThan(10_000)
    let text = ''
    for (let n = 0; n < 100; n += 1) {
      text += read.toString('utf8', 0, readSync(pipe, read))
      output.write(line(LINES + n))
    }
    text += read.toString('utf8', 0, readSync(pipe, read))
    const numbers = text.trimEnd().split('\n').map(Number)
    const firstLost = numbers.findIndex((number, place) => number !== place)
    expect(firstLost).toBeGreaterThanOrEqual(10_000)
    expect(firstLost).toBeLessThan(12_000)
    expect(numbers.at(-1)).toBe(LINES + 99)
    expect(numbers.slice(firstLost).every((number) => number >= LINES)).toBe(true)
  },
)
