import type { ComponentChildren } from 'preact'
import { OTHER } from '../../outbox/counts/counted-as.ts'
import type { Counts, NamedCounts } from '../../outbox/counts/read-counts.ts'
import { Table } from '../components.tsx'
import { count } from './words.ts'

/** As many of each; the rest is summed up. */
const SHOWN = 10

type Props = {
  counts: Counts
  /** The names of the account's lists by id, as far as they are known. */
  listNames: ReadonlyMap<string, string>
}

/** Where the sign-ups of the period came from. */
export function Sources({ counts, listNames }: Props) {
  const { days, pages, forms, campaigns } = counts
  const countsStarts = days.some(({ started }) => started > 0)
  return (
    <>
      <Source caption="By page" kind="Page" {...{ rows: pages, countsStarts }} nameOf={pageName} />
      <Source
        caption="By form"
        kind="Lists of the form"
        {...{ rows: forms, countsStarts }}
        nameOf={(form) => formName(form, listNames)}
      />
      <Source
        caption="By campaign"
        kind="Campaign (utm_source)"
        {...{ rows: campaigns, countsStarts }}
        nameOf={campaignName}
      />
    </>
  )
}

type SourceProps = {
  caption: string
  kind: string
  rows: readonly NamedCounts[]
  nameOf: (name: string) => ComponentChildren
  countsStarts: boolean
}

function Source({ caption, kind, rows, nameOf, countsStarts }: SourceProps) {
  if (rows.length === 0) return null
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <th scope="col">{kind}</th>
          {countsStarts && (
            <th scope="col" class="number">
              Started
            </th>
          )}
          <th scope="col" class="number">
            Signed up
          </th>
        </tr>
      </thead>
      <tbody>
        {shortened(rows).map(({ name, started, signedUp }) => (
          <tr key={name}>
            <th scope="row">{nameOf(name)}</th>
            {countsStarts && <td class="number">{count(started)}</td>}
            <td class="number">{count(signedUp)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** The first ones, and all others as one. */
function shortened(rows: readonly NamedCounts[]): NamedCounts[] {
  const shown = rows.filter(({ name }) => name !== OTHER).slice(0, SHOWN)
  const rest = rows.filter((row) => !shown.includes(row))
  const sum = (what: 'started' | 'signedUp') => rest.reduce((total, row) => total + row[what], 0)
  return rest.length === 0
    ? shown
    : [...shown, { name: OTHER, started: sum('started'), signedUp: sum('signedUp') }]
}

/** Without the scheme, which every page has. */
function pageName(page: string) {
  if (page === OTHER) return 'Other pages'
  return page === '' ? 'Unknown' : <bdi>{page.replace(/^https?:\/\//, '')}</bdi>
}

function formName(form: string, listNames: ReadonlyMap<string, string>) {
  if (form === OTHER) return 'Other lists'
  return form.split(' ').map((list, index) => (
    <>
      {index > 0 && ', '}
      <bdi>{listNames.get(list) ?? list}</bdi>
    </>
  ))
}

function campaignName(campaign: string) {
  return campaign === OTHER ? 'Others' : <bdi>{campaign}</bdi>
}
