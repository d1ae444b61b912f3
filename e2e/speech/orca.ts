import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDisplay } from '../browsers/display.ts'

/** A session of a desktop, on which Orca reads what has the focus. */
export type Desktop = {
  /** For the programs that are started in it. */
  environment: Record<string, string>
  /** What Orca has said so far, sentence by sentence. */
  said(): Promise<string[]>
  /** Clicks on the display, so that the window there has the focus. */
  click(x: number, y: number): void
  close(): Promise<void>
}

/** Starts a display, a session bus and Orca, with settings of their own. */
export async function startOrca(): Promise<Desktop> {
  const home = await mkdtemp(join(tmpdir(), 'signup-orca-'))
  const spoken = join(home, 'spoken')
  const display = await openDisplay()
  const own = { ...display.environment, HOME: home, XDG_RUNTIME_DIR: home, GNOME_ACCESSIBILITY: '1' }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: { ...process.env, ...own },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const environment = { ...own, DBUS_SESSION_BUS_ADDRESS: await firstLine(bus) }
  const env = { ...process.env, ...environment }
  await writeFile(join(home, 'orca-customizations.py'), keepSpeech(spoken))
  const orca = spawn('orca', ['--replace', '--user-prefs', home], { env, stdio: 'ignore' })
  return {
    environment,
    async said() {
      const lines = await readFile(spoken, 'utf8').catch(() => '')
      return [...lines.matchAll(/^SPEECH OUTPUT: '(.*)'/gm)].map(([, sentence = '']) => sentence)
    },
    click(x, y) {
      spawnSync('xdotool', ['mousemove', `${x}`, `${y}`, 'click', '1'], { env })
    },
    async close() {
      orca.kill()
      bus.kill()
      display.close()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A customisation of Orca's: whatever it says is also a line of a file, at once. */
function keepSpeech(file: string): string {
  return `import logging
speech = logging.getLogger('speech')
speech.setLevel(logging.INFO)
speech.addHandler(logging.FileHandler('${file}'))
`
}

function firstLine({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => stdout?.once('data', (data: Buffer) => resolve(data.toString().trim())))
}
