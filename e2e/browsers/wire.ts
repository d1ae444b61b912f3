/** One WebDriver command, see https://www.w3.org/TR/webdriver2/; resolves to its `value`. */
export type Command = <V>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<V>

type Trouble = { error: string; message: string }

const START_MS = 15_000
/** WebKitGTK never answers a command that arrives at the moment of a navigation. */
const LOST_MS = 3_000
const ASK_EVERY_MS = 25

/** Sends commands to the driver at a port; rejects with the driver's error. */
export function commandAt(port: number): Command {
  return async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(path.includes('/execute/') ? { signal: AbortSignal.timeout(LOST_MS) } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = await response.json()
    if (response.ok) return value
    const { error, message }: Trouble = value
    throw new Error(`${method} ${path}: ${error}: ${message}`)
  }
}

/** Repeats until the answer is true; also when the driver does not answer yet, or has lost the command. */
export async function until(isSo: () => Promise<unknown>): Promise<void> {
  const deadline = Date.now() + START_MS
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`The driver does not come to an end in ${START_MS} ms.`)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}
