// Loaded where a text of the site holds a link.

import type { ComponentChildren } from 'preact'
import { SETTING_LIMITS } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'

/** The settings that may hold links, written as in Markdown: `[words](address)`. Nothing else of Markdown is read. */
const LINKED_SETTINGS = ['consent', 'description']

type Link = { words: string; address: string }

/** A link, or a bracket that is part of none. */
const TOKEN =
  /\[([^[\]]+)\]\(((?:[^()[\]\\<>"\s\p{C}]|\((?:[^()[\]\\<>"\s\p{C}]|\([^()[\]\\<>"\s\p{C}]*\))*\))+)\)|[[\]]/gu
/** A path, or a whole address without a user: both look like where they lead. */
const ADDRESS = /^(\/(?!\/)|https?:\/\/[^/?#@]+([/?#]|$))/i
const ENTITY = /&#?\w+;/
/** In words, lines may be broken as the page's HTML breaks them. */
const CONTROLS = /(?!\s)\p{Cc}/u
/** What is seen: the cell of Braille without dots is not. */
const VISIBLE = /[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u

/** A text in its pieces. A link in brackets, or behind them, is text, as is one that leads anywhere but to http or https. */
function piecesOf(text: string): (string | Link)[] {
  const pieces: (string | Link)[] = []
  let depth = 0
  let end = 0
  for (const { 0: token, 1: words = '', 2: address = '', index } of text.matchAll(TOKEN)) {
    if (token === '[') depth++
    else if (token === ']') depth = Math.max(0, depth - 1)
    else if (depth === 0 && text[index - 1] !== ']' && isLink({ words, address })) {
      pieces.push(text.slice(end, index), { words, address })
      end = index + token.length
    }
  }
  return [...pieces, text.slice(end)]
}

function isLink({ words, address }: Link): boolean {
  if (!VISIBLE.test(words) || CONTROLS.test(words) || !ADDRESS.test(address) || ENTITY.test(address))
    return false
  return resolve(address, 'https://any.example') !== undefined
}

/** Undefined if an address is none, or is a path in a page that has none: one made by script (`blob:`, `data:`). */
function resolve(address: string, base: string): string | undefined {
  try {
    return new URL(address, base).href
  } catch {
    return undefined
  }
}

function mapLinks(text: string, write: (link: Link) => string): string {
  return piecesOf(text)
    .map((piece) => (typeof piece === 'string' ? piece : write(piece)))
    .join('')
}

/** A link as the record of a consent keeps it. */
const asText = ({ words, address }: Link) => `${words} (${address})`
const asMarkdown = ({ words, address }: Link) => `[${words}](${address})`

/** The text of a setting with plain text for each link to an origin that `allow` does not allow; paths stay. */
export function keepLinks(setting: string, text: string, allow: (origin: string) => boolean): string {
  if (!LINKED_SETTINGS.includes(setting)) return text
  return mapLinks(text, (link) =>
    link.address.startsWith('/') || allow(new URL(link.address).origin) ? asMarkdown(link) : asText(link),
  )
}

/** A configuration with its links drawn; the sentence that is sent says where they lead. */
export function withLinks(configuration: Configuration): Configuration {
  const { consent, description } = configuration
  return {
    ...configuration,
    ...(typeof description === 'string' && { description: drawLinks(description) }),
    ...(consent && { consent: mapLinks(consent, asText), consentLabel: drawLinks(consent) }),
  }
}

/** Inherits the colour, and needs no style: only its part's name keeps the page's styles away. */
function drawLinks(text: string): ComponentChildren {
  return piecesOf(text).map((piece) =>
    typeof piece === 'string' ? (
      piece
    ) : (
      <a part="link inline" href={piece.address} target="_blank" rel="noopener">
        {piece.words}
      </a>
    ),
  )
}

/**
 * Draws the links of a form in a page. Its settings, which the relay may draw the form from at another address, name the
 * page's own paths in full.
 */
export function applyLinks(
  reading: { configuration: Configuration; settings: { [name: string]: string } },
  base: string,
): void {
  const { configuration, settings } = reading
  Object.assign(configuration, withLinks(configuration))
  for (const name of LINKED_SETTINGS) {
    const text = settings[name]
    if (!text) continue
    const written = mapLinks(text, ({ words, address }) =>
      asMarkdown({ words, address: resolve(address, base) ?? address }),
    )
    if (name !== 'consent' || written.trim().length <= SETTING_LIMITS.consent_text) settings[name] = written
  }
}
