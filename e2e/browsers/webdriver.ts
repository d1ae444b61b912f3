import { spawn } from 'node:child_process'
import { freePort } from '../../server/testing/port.ts'
import { openDisplay } from './display.ts'
import type { Browser, Found, Key, LaunchOptions, Tab } from './engine.ts'
import { type Command, commandAt, until } from './wire.ts'

/** WebDriver's codes for keys that are not letters. */
const KEYS: Record<Key, string> = { Tab: '\uE004', Enter: '\uE007', ArrowDown: '\uE015', Space: ' ' }
/** The key under which WebDriver sends an element. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'
type Reference = { [ELEMENT]: string }

type Session = { sessionId: string; capabilities: { browserName: string; browserVersion: string } }

/** Starts WebKit by its driver: WebKitGTK's `WebKitWebDriver`, or Safari's `safaridriver`. */
export async function launchWebKit(program: string, { scripts }: LaunchOptions): Promise<Browser> {
  const display = await openDisplay()
  const port = await freePort()
  const environment = { ...process.env, ...display.environment }
  const driver = spawn(program, ['-p', `${port}`], { env: environment, stdio: 'ignore' })
  const end = () => {
    driver.kill()
    display.close()
  }
  const command = commandAt(port)
  try {
    await until(() => command('GET', '/status'))
    const options = { args: ['--automation', ...(scripts ? [] : ['--enable-javascript=false'])] }
    const { sessionId, capabilities } = await command<Session>('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          // WebKitGTK hangs when it gets a command while it loads a page from its cache.
          pageLoadStrategy: 'none',
          ...(program.endsWith('WebKitWebDriver') ? { 'webkitgtk:browserOptions': options } : {}),
        },
      },
    })
    const session = `/session/${sessionId}`
    return {
      version: `${capabilities.browserName} ${capabilities.browserVersion}`,
      async open() {
        const tab = tabOf((method, path, body) => command(method, session + path, body))
        await tab.resize(1280, 900)
        return tab
      },
      async close() {
        await command('DELETE', session).finally(end)
      },
    }
  } catch (error) {
    end()
    throw error
  }
}

function tabOf(command: Command): Tab {
  const execute = <V>(script: string, args: unknown[]) =>
    command<V>('POST', '/execute/sync', { script, args })
  // As JSON: the driver's own serialisation includes what the page has added to every object's prototype.
  const run = async (work: { toString(): string }, args: unknown[]) =>
    JSON.parse(await execute(`return JSON.stringify((${work}).apply(undefined, arguments) ?? null)`, args))
  let pages = 0
  const leave = async (path: string, body: object) => {
    await command('POST', '/frame', { id: null })
    pages += 1
    await until(() => run(mark, [pages]))
    await command('POST', path, body)
    await until(() => run(isNext, [pages]))
  }
  const type = (text: string) =>
    command('POST', '/actions', {
      actions: [
        {
          type: 'key',
          id: 'keyboard',
          actions: [...text].flatMap((value) => [
            { type: 'keyDown', value },
            { type: 'keyUp', value },
          ]),
        },
      ],
    })
  const found = (reference: Reference): Found => ({
    // By pointer actions: WebKitGTK's element click believes that a shadow root covers the element.
    async click() {
      await run(bringIntoView, [reference])
      await command('POST', '/actions', {
        actions: [
          {
            type: 'pointer',
            id: 'mouse',
            actions: [
              { type: 'pointerMove', origin: reference, x: 0, y: 0 },
              { type: 'pointerDown', button: 0 },
              { type: 'pointerUp', button: 0 },
            ],
          },
        ],
      })
    },
    evaluate: (read) => run(read, [reference]),
  })
  return {
    goto: (url) => leave('/url', { url }),
    reload: () => leave('/refresh', {}),
    back: () => leave('/back', {}),
    async resize(width, height) {
      await command('POST', '/window/rect', { width, height })
    },
    evaluate: (work) => run(work, []),
    find: async (search, role, name) =>
      found(await execute(`return (${search}).apply(undefined, arguments)`, [role, name])),
    async enterFrame() {
      await command('POST', '/frame', { id: 0 })
    },
    async leaveFrame() {
      await command('POST', '/frame', { id: null })
    },
    async type(text) {
      await type(text)
    },
    async press(key) {
      await type(KEYS[key])
    },
    async screenshot() {
      return Buffer.from(await command<string>('GET', '/screenshot'), 'base64')
    },
  }
}

/** Runs in the page. */
function bringIntoView(element: HTMLElement) {
  element.scrollIntoView({ block: 'center', behavior: 'instant' })
}

/** Runs in the page that is about to be left. */
function mark(page: number): boolean {
  return Reflect.set(document, 'left', page)
}

/** Runs in the page: true once a page other than the marked one has been parsed. */
function isNext(page: number): boolean {
  return Reflect.get(document, 'left') !== page && document.readyState !== 'loading'
}
