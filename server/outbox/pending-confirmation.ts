import { randomBytes } from 'node:crypto'
import type { SignUp } from '../contract.ts'
import { TRUST } from '../sign-up/trust.ts'
import type { Database, Row } from '../store/database.ts'
import { number, numberOrNull, text, textOrNull } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import type { Change } from './change.ts'
import { openConsent } from './consent.ts'
import { MAIL_EVERY_MS, stopMails } from './contact-cooldown.ts'
import { openSignUp, type QueuedSignUp } from './queue.ts'
import { drop, erase, settle, transition } from './transitions.ts'

/** NIST asks for 128 bits in what must not be guessed. */
const ID_BYTES = 16
/** More than anybody could choose from. */
const MOST_OTHERS = 50

/** A held sign-up. `id` is its confirmation's id, `address` a keyed hash. */
export type PendingConfirmation = ReturnType<typeof pending>
export type ReadableConfirmation = PendingConfirmation & { signUp: SignUp }

/** Confirmations (`c`) with their sign-ups (`s`). */
export const CONFIRMATIONS = 'confirmations AS c JOIN signups AS s ON s.id = c.signup'

/** Reads held sign-ups; a condition on `c` follows. */
export const SELECT_PENDING = `SELECT c.id, c.address, c.attempts, s.payload, s.identity, s.recorded_at, n.sealed
  FROM ${CONFIRMATIONS} LEFT JOIN consents AS n ON n.signup = s.id
  WHERE s.state = 'held' AND s.confirmed = 0 AND`

const SELECT_LIVING = `${SELECT_PENDING} (c.expires_at IS NULL OR c.expires_at > ?) AND`

/**
 * Holds a sign-up until its contact confirms. `content` is the keyed hash of its content: one that the address has pending
 * already is dropped, since the same link serves for both.
 */
export async function hold(change: Change, signUp: QueuedSignUp, content: string): Promise<void> {
  const { id, state, address } = signUp
  if ((await findPending(change, address, content)) !== undefined) return drop(change, id, state)
  await settle(change, signUp, 'held', { reason: 'unconfirmed', in_line: 0 })
  await requestConfirmation(change, { id, address, content })
}

/** Has the contact of a sign-up that was just held asked by mail. */
export async function requestConfirmation(
  { transaction, now }: Change,
  { id, address, content }: { id: number; address: string; content: string },
): Promise<void> {
  const sql =
    'INSERT INTO confirmations (id, signup, address, content, mail_due_at, attempts) VALUES (?, ?, ?, ?, ?, 0)'
  await transaction.run(sql, randomBytes(ID_BYTES).toString('base64url'), id, address, content, now)
}

/** The held sign-up of this address with the same content. Its mail is sent once more if the last one is a day old. */
export async function findPending(
  { transaction, now }: Change,
  address: string,
  content: string,
): Promise<number | undefined> {
  const sql = 'SELECT id, signup, mail_due_at, mailed_at FROM confirmations WHERE address = ? AND content = ?'
  const [row] = await transaction.all(sql, address, content)
  if (row === undefined) return undefined
  const mailedAt = numberOrNull(row, 'mailed_at') ?? 0
  if (row['mail_due_at'] === null && mailedAt <= now - MAIL_EVERY_MS) {
    await transaction.run('UPDATE confirmations SET mail_due_at = ? WHERE id = ?', now, text(row, 'id'))
  }
  return number(row, 'signup')
}

/** The contact has confirmed: this sign-up goes on, exactly as it is. Does nothing if it is no longer held. */
export async function confirm(change: Change, id: string): Promise<void> {
  const { transaction, now } = change
  const sql = `SELECT s.id FROM ${CONFIRMATIONS} WHERE c.id = ? AND s.state = 'held' AND s.confirmed = 0`
  const [row] = await transaction.all(sql, id)
  if (row === undefined) return
  const signUp = number(row, 'id')
  await transition(change, { id: signUp, state: 'held' }, 'waiting', {
    ...{ reason: 'confirmed', confirmed: 1, trust: TRUST.proven, attempts: 0, since: now, due_at: now },
    // Alone: what was not confirmed must not be merged with it.
    ...{ in_line: 1, alone: 1 },
  })
  await transaction.run('UPDATE consents SET confirmed_at = ? WHERE signup = ?', now, signUp)
  // The row stays for a second press of the button, but no longer matches other sign-ups by content.
  await transaction.run(
    'UPDATE confirmations SET content = id, mail_due_at = NULL, expires_at = NULL WHERE id = ?',
    id,
  )
  await transaction.announce('recorded', '1')
}

/** Erases all that is held for the address, which somebody else used, and stops mails to it for a while. */
export async function disown(change: Change, id: string): Promise<void> {
  const [row] = await change.transaction.all('SELECT address FROM confirmations WHERE id = ?', id)
  if (row === undefined) return
  const address = text(row, 'address')
  await stopMails(change, address)
  const held = `SELECT s.id FROM ${CONFIRMATIONS} WHERE c.address = ? AND s.state = 'held' AND s.confirmed = 0`
  await erase(change, 'held', held, address)
}

/** Erases at most `most` held sign-ups whose link has expired; resolves to how many. */
export function eraseExpired(change: Change, most: number): Promise<number> {
  const expired = 'SELECT signup FROM confirmations WHERE expires_at <= ? ORDER BY expires_at, id LIMIT ?'
  return erase(change, 'held', expired, change.now, most)
}

/** The held sign-up of a link that still works. */
export async function pendingConfirmation(
  database: Database,
  seal: Seal,
  id: string,
  now: number,
): Promise<ReadableConfirmation | undefined> {
  const rows = await database.all(`${SELECT_LIVING} c.id = ?`, now, id)
  return rows.map((row) => pending(row, seal)).find(isReadable)
}

/** The other held sign-ups of the address that confirmation `id` is about, newest first. */
export async function otherPendingConfirmations(
  database: Database,
  seal: Seal,
  id: string,
  now: number,
): Promise<ReadableConfirmation[]> {
  const sql = `${SELECT_LIVING} c.id <> ? AND c.address = (SELECT address FROM confirmations WHERE id = ?)
      ORDER BY c.signup DESC LIMIT ?`
  const rows = await database.all(sql, now, id, id, MOST_OTHERS)
  return rows.map((row) => pending(row, seal)).filter(isReadable)
}

export async function isConfirmed(database: Database, id: string): Promise<boolean> {
  const sql = `SELECT s.id FROM ${CONFIRMATIONS} WHERE c.id = ? AND s.confirmed = 1`
  return (await database.all(sql, id)).length > 0
}

function isReadable(confirmation: PendingConfirmation): confirmation is ReadableConfirmation {
  return confirmation.signUp !== undefined
}

/** Reads a row of `SELECT_PENDING`. */
export function pending(row: Row, seal: Seal) {
  const address = text(row, 'address')
  const signUp = openSignUp(seal, { payload: text(row, 'payload'), identity: text(row, 'identity') })
  const sealed = textOrNull(row, 'sealed')
  const consent = sealed === null ? undefined : openConsent(seal, sealed, address)
  return {
    ...{ id: text(row, 'id'), address },
    /** Undefined if no key of `SECRET_KEY` opens it. */
    signUp,
    /** The visitor's language, a BCP 47 tag. */
    language: consent?.language ?? signUp?.language ?? 'en',
    recordedAt: number(row, 'recorded_at'),
    /** How many mails have failed. */
    attempts: number(row, 'attempts'),
  }
}
