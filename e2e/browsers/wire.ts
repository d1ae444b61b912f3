/** One command to a WebDriver, as https://www.w3.org/TR/webdriver2/ has it; resolves to its `value`. */
export type Command = <V>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<V>

type Trouble = { error: string; message: string }

const START_MS = 15_000
const ASK_EVERY_MS = 100

/** Speaks with the driver at a port; rejects with what the driver says is wrong. */
export function commandAt(port: number): Command {
  return async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const { value } = await response.json()
    if (response.ok) return value
    const { error, message }: Trouble = value
    throw new Error(`${method} ${path}: ${error}: ${message}`)
  }
}

/** Waits until a driver that was just started answers. */
export async function ready(command: Command): Promise<void> {
  const deadline = Date.now() + START_MS
  while (!(await command('GET', '/status').catch(() => undefined))) {
    if (Date.now() > deadline) throw new Error(`The driver does not answer after ${START_MS} ms.`)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}
