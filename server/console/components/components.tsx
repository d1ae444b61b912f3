import type { ComponentChildren } from 'preact'
import { type ConsoleContext, link } from '../routes.ts'

type FormProps = {
  context: ConsoleContext
  action: `/console${string}`
  hasFiles?: boolean
  children: ComponentChildren
}

/** A form that posts to the console, with the session's token. */
export function Form({ context, action, hasFiles, children }: FormProps) {
  return (
    <form method="post" action={link(context, action)} encType={hasFiles ? 'multipart/form-data' : undefined}>
      <input type="hidden" name="token" value={context.get('session').token} />
      {children}
    </form>
  )
}

/** Copies a text. The script shows it; without script the text itself can be selected. `what` names the text to screen readers. */
export function CopyButton({ text, what }: { text: string; what: string }) {
  return (
    <button type="button" class="secondary copy" data-copy={text} aria-label={`Copy ${what}`} hidden>
      Copy
    </button>
  )
}

type TableProps = {
  caption: string
  /** The names of the columns; `false` for one that is left out. Cells below a `number` have the class `number`, too. */
  columns: readonly (string | { number: string } | false)[]
  children: ComponentChildren
}

/** A table with its caption. A wide one scrolls by itself, by keyboard too. */
export function Table({ caption, columns, children }: TableProps) {
  const heads = columns.map((column) => {
    const [name, isNumber] = typeof column === 'object' ? [column.number, true] : [column, false]
    return (
      name !== false && (
        <th scope="col" class={isNumber ? 'number' : undefined} key={name}>
          {name}
        </th>
      )
    )
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section class="table" aria-label={caption} tabIndex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{heads}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

/** A time in UTC, which is said. `at`: milliseconds since 1970. */
export function Time({ at }: { at: number }) {
  const date = new Date(at)
  const text = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })
  // It begins with a number, which would go to the other end on a page from right to left.
  return (
    <time dateTime={date.toISOString()} dir="ltr">
      {text} UTC
    </time>
  )
}

/** What the script fetches again every few seconds while somebody looks at it. `id` is unique in the page. */
export function Live({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <div id={id} data-live>
      {children}
    </div>
  )
}
