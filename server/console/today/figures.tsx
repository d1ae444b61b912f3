import type { ComponentChildren } from 'preact'
import type { Facts } from '../../operator/facts.ts'
import { count } from '../../operator/format.ts'
import { waitingCount } from '../../outbox/states.ts'
import type { Link } from '../routes.ts'
import { dayText } from './day.ts'
import { type Period, total } from './period.ts'
import { change } from './words.ts'

type FigureProps = { name: string; value: string; note?: ComponentChildren }

/** A number with its name, and what must be said about it. */
function Figure({ name, value, note }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        {note && <small>{note}</small>}
      </dd>
    </div>
  )
}

/** The sign-ups of the period: how many, and against how many before. */
export function Total({ days, before, countedSince }: Period) {
  const now = total(days, 'signedUp')
  const today = days.at(-1)?.signedUp ?? 0
  return (
    <p class="total">
      <strong>{count(now)}</strong> {now === 1 ? 'sign-up' : 'sign-ups'}, {count(today)} today.{' '}
      {before && change(now, total(before, 'signedUp'))}
      {countedSince !== undefined && `Counted since ${dayText(countedSince, { year: true })}.`}
    </p>
  )
}

/** What became of the sign-ups of the period. Without any starts, as with `COUNT_STARTS=false`, nothing is said of them. */
export function PeriodFigures({ days, knownSince }: Period) {
  const [started, signedUp] = [total(days, 'started'), total(days, 'signedUp')]
  const today = days.at(-1)?.day ?? 0
  const isKnown = knownSince === undefined || knownSince <= today
  const note = knownSince !== undefined && isKnown && `since ${dayText(knownSince)}; not known before`
  const known = (what: 'created' | 'updated') => (isKnown ? count(total(days, what)) : 'not known')
  return (
    <>
      <dl class="figures">
        {started > 0 && (
          <Figure name="Started the form" value={count(started)} note={ofThese(signedUp, started)} />
        )}
        <Figure name="New contacts" value={known('created')} note={note} />
        <Figure name="Updated contacts" value={known('updated')} note={note} />
      </dl>
      {started > 0 && (
        <p class="quiet">
          Starts are not counted without script, nor where a browser asks not to be counted (Global Privacy
          Control).
        </p>
      )}
    </>
  )
}

/** Fewer starts than this say little about the next hundred. */
const ENOUGH_STARTS = 100

function ofThese(signedUp: number, started: number): string {
  const share = Math.round((100 * signedUp) / started)
  const isTelling = started >= ENOUGH_STARTS && signedUp <= started
  return `${count(signedUp)} signed up${isTelling ? `: about ${share} in 100` : ''}`
}

/** What is on its way now, each with the page that shows it, and the day's calls. */
export function NowFigures({ facts, href }: { facts: Facts; href: Link }) {
  const { counts, quota } = facts
  const figure = (name: string, state: string, value: number) => (
    <Figure
      name={name}
      value={count(value)}
      note={
        value > 0 && <a href={href(`/console/sign-ups?state=${state}`)}>See {value === 1 ? 'it' : 'them'}</a>
      }
    />
  )
  return (
    <dl class="figures">
      {figure('Waiting', 'waiting', waitingCount(counts))}
      {figure('Need you', 'parked', counts.parked)}
      {counts.held > 0 && figure('To be confirmed', 'held', counts.held)}
      <Figure
        name="Calls to Constant Contact today"
        value={count(quota.used)}
        note={`of ${count(quota.perDay)} allowed`}
      />
    </dl>
  )
}
