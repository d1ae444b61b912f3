/** @jsxImportSource react */
import { hydrateRoot } from 'react-dom/client'
import * as isolated from './Newsletter.tsx'
import * as open from './NewsletterWithoutIsolation.tsx'

/** Hydrates server-rendered HTML as Next.js does; hydration errors are kept for the test. */
const recovered: string[] = []
const place = document.getElementById('app')
if (place) {
  const { Newsletter } = place.dataset['isolation'] === 'none' ? open : isolated
  hydrateRoot(place, <Newsletter />, { onRecoverableError: (error) => recovered.push(String(error)) })
}
Object.assign(window, { recovered })
