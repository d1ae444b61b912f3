import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const EMBED = /^[ \t]*<!-- embed (\S+) -->\n([\s\S]*?)\n[ \t]*<!-- \/embed -->\n/gm
const PLACE = /(<code data-snippet="([^"]+)">)(<\/code>)/g

/**
 * Shows beside each live embed the very text it is written with, so that the two cannot drift apart: fills
 * `<code data-snippet="name">` with what stands between `<!-- embed name -->` and `<!-- /embed -->`, or with the
 * style sheet of that name in this folder.
 */
export function snippets(): Plugin {
  return { name: 'snippets', transformIndexHtml: { order: 'pre', handler: withSnippets } }
}

function withSnippets(html: string): string {
  const embeds = new Map([...html.matchAll(EMBED)].map(([, name = '', text = '']) => [name, text]))
  return html.replace(PLACE, (_place, open: string, name: string, close: string) => {
    const text = name.endsWith('.css') ? styleSheet(name) : embeds.get(name)
    if (text === undefined)
      throw new Error(`index.html shows the snippet "${name}" and has no embed of that name.`)
    return open + marked(escaped(withoutIndent(text))) + close
  })
}

function styleSheet(name: string): string {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8').trimEnd()
}

function withoutIndent(text: string): string {
  const lines = text.replaceAll(' vite-ignore', '').split('\n')
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(indent)).join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Marks what to look at, names of attributes and properties, and the address that demo.ts makes a full one. */
function marked(text: string): string {
  return text
    .replace(/( |^)((?:data-|--signup-)[a-z-]+)/gm, '$1<b>$2</b>')
    .replaceAll('src="/', 'src="<span data-relay></span>/')
}
