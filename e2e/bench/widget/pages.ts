import { build } from 'vite'
import { type Attributes, LISTS, placeholder, scriptTag } from '../../support/embed.ts'
import { type Host, readPackageFile } from './host.ts'
import { PEER_FILES, PEERS } from './peers.ts'

export const BLANK = 'an empty page'
/** Shows how much heap any script costs that touches an element, without a form. */
export const TOUCHED = 'an empty page, looked at by a script'
export const PLAIN = 'a plain HTML form'
export const MINIMAL = 'a minimal Preact form'
export const TAG = 'our tag'
export const SNIPPET = 'our snippet, pre-rendered'
export const RESERVED = 'our placeholder, height reserved'
export const EVERY = 'our tag, every kind of field'
export const MANY = 'many placeholders'
export const FORMS = 200

/** Email address and first name, as in every page. */
const TWO: Attributes = { lists: LISTS.newsletter, fields: 'first_name' }
const EVERY_KIND: Attributes = {
  lists: `${LISTS.newsletter}=Newsletter,${LISTS.events}=Events`,
  'list-choice': '',
  fields: 'first_name last_name job_title company_name phone_number anniversary birthday address',
  title: 'Come to our table',
  description: 'News of the bakery.',
  consent: 'Yes, write to me.',
  'custom-fields': JSON.stringify([
    { id: customField(1), label: 'Favourite loaf', type: 'text' },
    { id: customField(2), label: 'Anything we should know', type: 'textarea' },
    { id: customField(3), label: 'First visit', type: 'date' },
    { id: customField(4), label: 'People in your household', type: 'number' },
    {
      id: customField(5),
      label: 'How did you hear about us',
      type: 'select',
      options: ['A friend', 'Online'],
    },
    { id: customField(6), label: 'What interests you', type: 'checkbox', options: ['Bread', 'Pastry'] },
    { id: customField(7), label: 'Wholesale customer', type: 'radio', options: ['true', 'false'] },
    { id: customField(8), label: 'Source', type: 'hidden', value: 'bench' },
  ]),
}

const PLAIN_FORM = `<form method="post" action="/v1/signups">
<label>Email address <input type="email" name="email_address" required></label>
<label>First name <input name="first_name"></label>
<input type="hidden" name="list_memberships" value="${LISTS.newsletter}">
<button>Sign up</button></form>`

/** Adds every measured page to the host; resolves to their paths by name, in table order. */
export async function addPages(host: Host): Promise<Record<string, string>> {
  for (const [path, file] of Object.entries(PEER_FILES)) host.add(path, await readPackageFile(file))
  host.add('/minimal.js', await buildMinimalForm())
  const query = new URLSearchParams({ ...TWO, language: 'en' })
  const snippet = await (await fetch(`${host.url}/v1/snippet?${query}`)).text()
  const script = `<script src="${host.url}/v1/signup.js" async></script>`
  const bodies: [name: string, body: string, head?: string][] = [
    [BLANK, ''],
    [TOUCHED, '<script>document.body</script>'],
    [PLAIN, PLAIN_FORM],
    [SNIPPET, snippet],
    [MINIMAL, '<script src="/minimal.js"></script>'],
    [TAG, scriptTag(host, TWO)],
    [RESERVED, placeholder(TWO).replace('<div', '<div style="min-height: 420px"') + script],
    [EVERY, scriptTag(host, EVERY_KIND)],
    ...PEERS.map(({ name, head, body }): [string, string, string] => [name, body, head]),
    [MANY, placeholder(TWO).repeat(FORMS) + script],
  ]
  const paths: Record<string, string> = {}
  for (const [index, [name, body, head = '']] of bodies.entries()) {
    const path = `/page-${index}`
    paths[name] = path
    host.add(path, wholePage(head, body))
  }
  return paths
}

/** Has text below the form, since layout shift counts what is pushed down, and an icon, or the browser would request one. */
function wholePage(head: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">${head}</head>
<body><main><h1>A page</h1><p>Bread every day but Monday.</p>
${body}
<p>We have baked since 1911.</p><p>Come and see us.</p></main></body></html>`
}

async function buildMinimalForm(): Promise<string> {
  const built = await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: 'e2e/bench/widget/minimal-form.tsx', output: { format: 'iife' } },
    },
  })
  if (!('output' in built)) throw new Error('The minimal form was not built once')
  return built.output[0].code
}

function customField(n: number): string {
  return `1618ae62-4752-11e9-9c8a-fa163e6b01c${n}`
}
