import type { ComponentChildren } from 'preact'
import { count } from '../../operator/format.ts'
import { OTHER } from '../../outbox/counts/counted-as.ts'
import { type Counts, mostNamed, type NamedCounts } from '../../outbox/counts/read-counts.ts'
import { Table } from '../components/components.tsx'
import type { ListNames } from '../list-names.ts'
import type { Link } from '../routes.ts'

/** As many of each; the rest is summed up. */
const SHOWN = 10

type Props = {
  counts: Counts
  listNames: ListNames
  href: Link
}

/** Where the sign-ups of the period came from. */
export function Sources({ counts, listNames, href }: Props) {
  const { days, pages, forms, campaigns } = counts
  const countsStarts = days.some(({ started }) => started > 0)
  const site = commonSite(pages)
  return (
    <>
      <Source
        caption={site === undefined ? 'By page' : `By page of ${site}`}
        kind="Page"
        {...{ rows: pages, countsStarts }}
        nameOf={(page) => pageName(page, site)}
      />
      <Source
        caption="By form"
        kind="Lists"
        {...{ rows: forms, countsStarts }}
        nameOf={(form) => formName(form, listNames)}
      />
      {forms.length > 0 && listNames.size === 0 && (
        <p class="quiet">
          To see lists by their names, read them under <a href={href('/console/account')}>Account</a>.
        </p>
      )}
      <Source
        caption="By campaign"
        kind="Campaign"
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
    <Table caption={caption} columns={[kind, countsStarts && { number: 'Started' }, { number: 'Signed up' }]}>
      {mostNamed(rows, SHOWN).map(({ name, started, signedUp }) => (
        <tr key={name}>
          <th scope="row">{nameOf(name)}</th>
          {countsStarts && <td class="number">{count(started)}</td>}
          <td class="number">{count(signedUp)}</td>
        </tr>
      ))}
    </Table>
  )
}

function partsOf(page: string): [host: string, path: string] {
  const [, host = '', path = ''] = /^https?:\/\/([^/]*)(.*)$/s.exec(page) ?? []
  return [host, path]
}

/** The host of every page that is known, if they all have the same one. */
function commonSite(pages: readonly NamedCounts[]): string | undefined {
  const [host, ...others] = new Set(pages.map(({ name }) => partsOf(name)[0]).filter((name) => name !== ''))
  return others.length === 0 ? host : undefined
}

/** Without the scheme, and without the host that all have. */
function pageName(page: string, site: string | undefined) {
  if (page === OTHER) return 'Other pages'
  const [host, path] = partsOf(page)
  return host === '' ? 'Unknown' : <bdi>{host === site ? path : host + path}</bdi>
}

function formName(form: string, listNames: ListNames) {
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
