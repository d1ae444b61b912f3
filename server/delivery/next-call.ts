import { randomUUID } from 'node:crypto'
import type { SignUp } from '../contract.ts'
import type { Change } from '../outbox/change.ts'
import { TO_DELIVER } from '../outbox/states.ts'
import { merge } from '../sign-up/merge.ts'
import { remainder } from '../sign-up/unsettled-fields.ts'
import type { Database, Row } from '../store/database.ts'
import { number, text } from '../store/row.ts'
import type { Seal } from '../store/sealed.ts'
import { DAY_MS } from '../time/duration.ts'
import { COLUMNS, nextDue, type Whose } from './due-query.ts'
import { makeWait, park, settleWithoutCall, type Waiting, waiting } from './settle.ts'

/** The vendor locks an address at the sixth attempt within a day; three leave room for other forms of the account. */
const CALLS_A_DAY = 3
/** More of one address than this go out in several calls. */
const MOST_MERGED = 200
/** How many sign-ups one transaction may put off before it lets others in. */
const MOST_LOOKS = 20

/** A row, and what it has to say. */
export type ToTell = Waiting & { signUp: SignUp }

/** One call to the vendor: a sign-up, or several of one address, which `signUp` is merged from. */
export type Call = {
  id: string
  address: string
  rows: readonly [ToTell, ...ToTell[]]
  signUp: SignUp
}

/**
 * Takes the next call from the line: a sign-up that is due, and those of its address that can go with it. What turns out
 * not to be ready is put off on the way. Undefined when nothing is ready. The call counts toward what its address may be
 * called for from this moment on: should this process die, nobody knows whether it was made.
 */
export async function nextCall(
  change: Change,
  seal: Seal,
  busy: Iterable<string>,
  whose: Whose,
): Promise<Call | undefined> {
  const skip = [...busy]
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const row = await nextDue(change, skip, whose)
    if (row === undefined) return undefined
    const call = await callFor(change, seal, row)
    if (call === undefined) continue
    const { id, address } = call
    await change.transaction.run(
      'INSERT INTO calls (id, address, at) VALUES (?, ?, ?)',
      id,
      address,
      change.now,
    )
    return call
  }
  return undefined
}

/** The call that this row is due for; or undefined once it is put off, parked, or found to have nothing left to say. */
async function callFor(change: Change, seal: Seal, row: Row): Promise<Call | undefined> {
  const due = waiting(row)
  const line = due.inLine ? await lineOf(change.transaction, due.address) : [row]
  const head = waiting(line[0] ?? row)
  if (head.dueAt > change.now) {
    await putOffLine(change, due.address, head.dueAt)
    return undefined
  }
  const freeAt = await addressFreeAt(change, due.address)
  if (freeAt > change.now) {
    await makeWait(change, head, 'address_limit', freeAt)
    if (due.inLine) await putOffLine(change, due.address, freeAt)
    return undefined
  }
  const first = await open(change, seal, line[0] ?? row)
  if (first === undefined) return undefined
  const signUp = due.inLine ? first : await unsettled(change.transaction, due, first)
  if (signUp === undefined) {
    await settleWithoutCall(change, due)
    return undefined
  }
  const call: Call = { id: randomUUID(), address: due.address, rows: [{ ...head, signUp }], signUp }
  return head.alone ? call : withOthers(change, seal, call, line.slice(1))
}

/** The call with as many of the rows behind its first as one call can carry. */
async function withOthers(change: Change, seal: Seal, call: Call, others: readonly Row[]): Promise<Call> {
  let together = call
  for (const other of others) {
    const row = waiting(other)
    const newer = row.alone ? undefined : await open(change, seal, other)
    const merged = newer && merge(together.signUp, newer)
    if (newer === undefined || merged === undefined) return together
    together = { ...together, rows: [...together.rows, { ...row, signUp: newer }], signUp: merged }
  }
  return together
}

/** Opens a row's sign-up; one that no key opens is parked, since only its owner can find the key. */
async function open(change: Change, seal: Seal, row: Row): Promise<SignUp | undefined> {
  const opened = seal.open(text(row, 'payload'), text(row, 'identity'))
  if (opened.kind === 'opened') {
    const signUp: SignUp = JSON.parse(opened.text)
    return signUp
  }
  await park(change, waiting(row), 'unreadable')
  return undefined
}

function lineOf(transaction: Database, address: string): Promise<Row[]> {
  return transaction.all(
    `SELECT ${COLUMNS} FROM signups WHERE address = ? AND in_line = 1 AND ${TO_DELIVER} ORDER BY id LIMIT ?`,
    address,
    MOST_MERGED,
  )
}

/** Whoever stands behind a head that must wait, waits as long. */
async function putOffLine({ transaction }: Change, address: string, dueAt: number): Promise<void> {
  await transaction.run(
    `UPDATE signups SET due_at = ? WHERE address = ? AND in_line = 1 AND ${TO_DELIVER} AND due_at < ?`,
    dueAt,
    address,
    dueAt,
  )
}

/** When the address may be called for again; in the past if it may now. */
async function addressFreeAt({ transaction, now }: Change, address: string): Promise<number> {
  const rows = await transaction.all(
    'SELECT at FROM calls WHERE address = ? AND at > ? ORDER BY at DESC LIMIT ?',
    address,
    now - DAY_MS,
    CALLS_A_DAY,
  )
  const oldest = rows[CALLS_A_DAY - 1]
  return oldest === undefined ? now : number(oldest, 'at') + DAY_MS
}

/** What no newer sign-up of the address has settled since this one left the line. */
async function unsettled(
  transaction: Database,
  { address, id }: Waiting,
  signUp: SignUp,
): Promise<SignUp | undefined> {
  const newer = await transaction.all(
    "SELECT says FROM signups WHERE address = ? AND id > ? AND state = 'delivered'",
    address,
    id,
  )
  return remainder(signUp, new Set(newer.flatMap((row) => text(row, 'says').split(' '))))
}
