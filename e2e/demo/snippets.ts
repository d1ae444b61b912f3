import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const EMBED = /^[ \t]*<!-- embed (\S+) -->\n([\s\S]*?)\n[ \t]*<!-- \/embed -->\n/gm
const PLACEHOLDER = /(<code data-snippet="([^"]+)">)(<\/code>)/g

/**
 * Shows each live embed's own source beside it, so that the two never differ: fills `<code data-snippet="name">` with
 * the text between `<!-- embed name -->` and `<!-- /embed -->`, or with the style sheet of that name in this folder.
 */
export function snippets(): Plugin {
  return { name: 'snippets', transformIndexHtml: { order: 'pre', handler: insertSnippets } }
}

function insertSnippets(html: string): string {
  const embeds = new Map([...html.matchAll(EMBED)].map(([, name = '', text = '']) => [name, text]))
  return html.replace(PLACEHOLDER, (_match, open: string, name: string, close: string) => {
    const text = name.endsWith('.css') ? readStyleSheet(name) : embeds.get(name)
    if (text === undefined)
      throw new Error(`index.html shows the snippet "${name}" but has no embed of that name.`)
    return open + highlight(escapeHtml(dedent(text))) + close
  })
}

function readStyleSheet(name: string): string {
  return readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8').trimEnd()
}

function dedent(text: string): string {
  const lines = text.replaceAll(' vite-ignore', '').split('\n')
  const indent = Math.min(...lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)))
  return lines.map((line) => line.slice(indent)).join('\n')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Highlights attributes and properties, and marks the script's address, which demo.ts makes absolute. */
function highlight(text: string): string {
  return text
    .replace(/( |^)((?:data-|--signup-)[a-z-]+)/gm, '$1<b>$2</b>')
    .replaceAll('src="/', 'src="<span data-relay></span>/')
}
