import Link from 'next/link'
import { Again } from './again.jsx'

/** A page with a form, to and from which the router goes without loading anything anew. */
export function View({ title, next, children }) {
  return (
    <main>
      <h1>{title}</h1>
      <Again>{children}</Again>
      <Link href={next}>Go on</Link>
    </main>
  )
}
