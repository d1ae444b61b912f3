import { CopyButton } from './components.tsx'

/** A text to be pasted. `what` names it to screen readers. */
export function Snippet({ about, text, what }: { about: string; text: string; what: string }) {
  return (
    <>
      <p>{about}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <pre tabIndex={0} dir="ltr">
        <code>{text}</code>
      </pre>
      <CopyButton {...{ text, what }} />
    </>
  )
}
