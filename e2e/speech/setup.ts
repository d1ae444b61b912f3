import { spawnSync } from 'node:child_process'
import { ENGINES } from '../browsers/engines.ts'
import { installFromApt } from '../support/install-from-apt.ts'

const PROGRAMS = ['orca', 'dbus-daemon', 'Xvfb', 'xdotool']
const isHere = (program: string) => spawnSync('which', [program]).status === 0

/** Installs what is missing of Orca and what it needs. */
export default function setup(): void {
  if (!PROGRAMS.every(isHere)) installFromApt('orca', 'dbus-daemon', 'xvfb', 'xdotool')
  const missing = PROGRAMS.filter((program) => !isHere(program))
  if (missing.length) throw new Error(`Install ${missing.join(', ')}: Debian has packages of them.`)
  const firefox = ENGINES.find(({ name }) => name === 'Firefox')
  if (firefox?.find() === undefined) firefox?.install()
}
