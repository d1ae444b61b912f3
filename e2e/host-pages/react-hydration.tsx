/** @jsxImportSource react */
import { hydrateRoot } from 'react-dom/client'
import * as isolated from './Newsletter.tsx'
import * as open from './NewsletterWithoutIsolation.tsx'

/** What Next.js does to a page that its server has drawn; what React had to mend is kept for the test. */
const mended: string[] = []
const place = document.getElementById('app')
if (place) {
  const { Newsletter } = place.dataset['isolation'] === 'none' ? open : isolated
  hydrateRoot(place, <Newsletter />, { onRecoverableError: (error) => mended.push(String(error)) })
}
Object.assign(window, { mended })
