import Link from 'next/link'
import { Again } from './again.jsx'
import { Newsletter } from './newsletter.jsx'

/** A page with a form, which the router draws without loading anything anew. `newsletter.jsx` is the README's. */
export function View({ title, next }) {
  return (
    <main>
      <h1>{title}</h1>
      <Again>
        <Newsletter />
      </Again>
      <Link href={next}>Go on</Link>
    </main>
  )
}
