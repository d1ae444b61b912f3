import type { SignUp } from '../../contract.ts'
import { seededRandom } from './seeded-random.ts'

/** The made-up bakery whose account the sandbox has. Nobody can register a name that ends with `.example`. */
export const SITE = 'https://www.juniper-and-rye.example'
const DAYS = 90

/** `becomes`: what came of it; one that was refused is parked. */
export type SampleSignUp = { signUp: SignUp & { page: string }; becomes: 'created' | 'updated' | 'refused' }
/** One UTC day, in days since 1970: its sign-ups in order of arrival, and how often the form on a page was started. */
type SampleDay = { day: number; signUps: SampleSignUp[]; started: Started[] }
type Started = { page: string; lists: string[]; times: number }

const FIRST =
  'Ada Amir Anaïs Aoife Beatriz Chiamaka Daniel Elif Emma Farid Grace Hana Henrik Imani Ines Jakub Jonas Kenji Lena Liam Lucía Mai Marta Mateo Mei Nadia Noah Olga Omar Paul Priya Rosa Ruth Sam Sofia Tariq Tomás Vera Yusuf Zoë'.split(
    ' ',
  )
const LAST =
  'Abbott Adeyemi Ahmed Baker Becker Brown Castillo Chen Cohen Costa Dubois Evans Fischer Flores García Haddad Hall Ivanova Jensen Kaya Khan Kim Kowalski Lee Martin Meyer Moreau Nakamura Nguyen Novak Okafor Patel Quinn Reed Rossi Silva Sharma Tanaka Walsh Young'.split(
    ' ',
  )
const DOMAINS = ['example.org', 'mail.example.com', 'post.example.net']

const NEWSLETTER = 'd13d60d0-f256-11e8-b47d-fa163e56c9b0'
const EVENTS = 'd13d60d1-f256-11e8-b47d-fa163e56c9b0'
const WORKSHOPS = 'd13d60d2-f256-11e8-b47d-fa163e56c9b0'

/** Where forms stand: how often people sign up there, and how many start the form for each who does. */
const HOME = { path: '/', lists: [NEWSLETTER], weight: 42, startsEach: 2.6 }
type Place = typeof HOME
const PLACES: readonly Place[] = [
  HOME,
  { path: '/bread-of-the-month', lists: [NEWSLETTER], weight: 24, startsEach: 1.8 },
  { path: '/workshops', lists: [NEWSLETTER, WORKSHOPS], weight: 18, startsEach: 1.6 },
  { path: '/events/long-table', lists: [EVENTS], weight: 11, startsEach: 2.1 },
  { path: '/about', lists: [NEWSLETTER], weight: 5, startsEach: 3.2 },
]

const CAMPAIGNS = ['instagram', 'flyer', 'friends', ...Array.from({ length: 6 }, () => undefined)]
const CONSENT = 'Yes, send me news from Juniper & Rye. I can unsubscribe at any time.'

/** From Sunday to Saturday: the bakery is closed on Mondays, and the market is on Saturdays. */
const BY_WEEKDAY = [7, 2, 4, 5, 5, 7, 11]
/** 1970 began on a Thursday. */
const FIRST_WEEKDAY = 4
/** A newspaper wrote about the bakery. */
const ARTICLE = { daysAgo: 11, times: 4 }
const SIGNS_UP_AGAIN = 0.12
/** Longer than the 50 characters that Constant Contact documents, so the sandbox refuses it. */
const TOO_LONG = {
  first_name: 'Max',
  email_address: 'everybody.who.lives.above.the.old.mill@mail.example.com',
}
export const TOO_LONG_DAYS_AGO = 2

type Person = { first_name: string; last_name?: string; email_address: string }

/** Three months of sign-ups at a bakery, of which `end` is the last day: always the same ones for the same day. */
export function sampleDays(end: number): SampleDay[] {
  const random = seededRandom(end)
  const people: Person[] = []

  function somebody(): { person: Person; becomes: 'created' | 'updated' } {
    const known = random() < SIGNS_UP_AGAIN ? oneOf(people, random) : undefined
    if (known !== undefined) return { person: known, becomes: 'updated' }
    const person = newPerson(people.length, random)
    people.push(person)
    return { person, becomes: 'created' }
  }

  function signUp(): SampleSignUp & { place: Place } {
    const place = somewhere(random)
    const { person, becomes } = somebody()
    return { place, signUp: signUpOf(person, place, oneOf(CAMPAIGNS, random)), becomes }
  }

  return Array.from({ length: DAYS }, (_, index) => {
    const day = end - DAYS + 1 + index
    const signUps = Array.from({ length: howMany(day, end, random) }, signUp)
    const started = signUps.map(({ place, signUp }) => startsOf(place, signUp.page, random))
    if (day === end - TOO_LONG_DAYS_AGO) {
      signUps.push({ place: HOME, signUp: signUpOf(TOO_LONG, HOME, undefined), becomes: 'refused' })
    }
    return { day, signUps, started }
  })
}

/** More and more from month to month, and most at weekends. */
function howMany(day: number, end: number, random: () => number): number {
  const usual = BY_WEEKDAY[(day + FIRST_WEEKDAY) % 7] ?? 0
  const growth = 1.3 - (0.6 * (end - day)) / DAYS
  const times = day === end - ARTICLE.daysAgo ? ARTICLE.times : 1
  return Math.round(usual * growth * times * (0.6 + 0.8 * random()))
}

function oneOf<T>(all: readonly T[], random: () => number): T | undefined {
  return all[Math.floor(random() * all.length)]
}

function newPerson(number: number, random: () => number): Person {
  const [first_name = '', last_name = ''] = [oneOf(FIRST, random), oneOf(LAST, random)]
  const user = `${first_name}.${last_name}`.normalize('NFD').replace(/[^\w.]/g, '')
  return { first_name, last_name, email_address: `${user}.${number}@${oneOf(DOMAINS, random)}`.toLowerCase() }
}

function somewhere(random: () => number): Place {
  const weighted = PLACES.flatMap((place) => Array.from({ length: place.weight }, () => place))
  return oneOf(weighted, random) ?? HOME
}

function signUpOf(person: Person, { path, lists }: Place, campaign: string | undefined) {
  const page = `${SITE}${path}${campaign === undefined ? '' : `?utm_source=${campaign}`}`
  return {
    ...person,
    list_memberships: lists,
    consent: { given: true as const, text: CONSENT },
    page,
    language: 'en',
  }
}

/** Those who started the form there, until one of them signed up. */
function startsOf({ lists, startsEach }: Place, page: string, random: () => number): Started {
  return { page, lists, times: Math.floor(startsEach + random()) }
}
