import { spawn } from 'node:child_process'

export type Display = { environment: Record<string, string>; close(): void }

/** A display for a browser that needs one: the machine's own, or else a virtual one (Xvfb). */
export async function openDisplay(): Promise<Display> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return { environment: {}, close() {} }
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1400x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  )
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new Error('Xvfb did not start.')))
    server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  return {
    environment: { DISPLAY: `:${number}`, GDK_BACKEND: 'x11' },
    close() {
      server.kill()
    },
  }
}
