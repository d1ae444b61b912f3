import type { Logger } from 'pino'
import type { Client } from '../constant-contact/client.ts'
import type { Dispatcher } from '../delivery/dispatcher.ts'
import type { Mailer } from '../mail/transport.ts'
import type { DatabaseTime } from '../outbox/change.ts'
import type { KeyedHash } from '../outbox/keyed-hash.ts'
import type { Database } from '../store/database.ts'
import type { Seal } from '../store/sealed.ts'
import type { Pause } from '../wait-at-most.ts'
import { type Confirmations, createConfirmations } from './confirmations.ts'
import { type Courier, createCourier } from './courier.ts'
import { createLinks, type Links } from './link.ts'
import { createOwnersNames, type OwnersNames } from './names.ts'

type Parts = {
  database: Database
  time: DatabaseTime
  seal: Seal
  keyedHash: KeyedHash
  client: Pick<Client, 'lists' | 'customFields'>
  dispatcher: Pick<Dispatcher, 'read' | 'status'>
  mailer: Mailer
  /** `SITE_NAME` */
  site: string
  publicUrl: string
  now: () => number
  pause: Pause
  random: () => number
  log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/** All that lets contacts confirm: the courier who mails them, and what stands behind the links. */
export type Confirmation = {
  courier: Courier
  confirmations: Confirmations
  links: Links
  names: OwnersNames
  site: string
}

export function createConfirmation(parts: Parts): Confirmation {
  const { dispatcher, site } = parts
  const links = createLinks(parts.keyedHash)
  const names = createOwnersNames({ ...parts, ask: dispatcher.read })
  const isOurTurn = () => dispatcher.status().role === 'dispatching'
  return {
    courier: createCourier({ ...parts, names, links, isOurTurn }),
    confirmations: createConfirmations(parts),
    links,
    names,
    site,
  }
}
