/** @jsxImportSource react */
import { hydrateRoot } from 'react-dom/client'
import { Newsletter } from './Newsletter.tsx'

/** What Next.js does to a page that its server has drawn; what React had to mend is kept for the test. */
const mended: string[] = []
const place = document.getElementById('app')
if (place) {
  hydrateRoot(place, <Newsletter />, { onRecoverableError: (error) => mended.push(String(error)) })
}
Object.assign(window, { mended })
