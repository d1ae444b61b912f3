import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { SignUp } from '../contract.ts'
import type { Seal } from '../store/sealed.ts'

/** What was agreed to, as evidence: the sentence to the letter, where it stood, and in which language it was read. */
export type Consent = {
  text: string
  /** SHA-256 of the sentence in UTF-8, hexadecimal: to compare wordings without reading them. */
  sha256: string
  page?: string
  lists: string[]
  /** BCP 47 tag. */
  language: string
}

const consent = z.object({
  text: z.string(),
  sha256: z.string(),
  page: z.string().exactOptional(),
  lists: z.array(z.string()),
  language: z.string(),
})

/** Sealed, and bound to the person by the keyed hash of their address. */
export function sealConsent(seal: Seal, signUp: SignUp, language: string, address: string): string {
  const { consent, list_memberships: lists, page } = signUp
  const agreed: Consent = {
    text: consent.text,
    sha256: createHash('sha256').update(consent.text).digest('hex'),
    lists,
    language,
    ...(page !== undefined && { page }),
  }
  return seal.seal(JSON.stringify(agreed), boundTo(address))
}

/** Undefined where no key opens it. */
export function openConsent(seal: Seal, sealed: string, address: string): Consent | undefined {
  const opened = seal.open(sealed, boundTo(address))
  return opened.kind === 'opened' ? consent.parse(JSON.parse(opened.text)) : undefined
}

/** What a sealed consent is bound to. */
export function boundTo(address: string): string {
  return `consent of ${address}`
}
