import { z } from 'zod'
import { parseJson } from '../http/parse-json.ts'
import type { Database } from '../store/database.ts'
import { readMeta, writeMeta } from '../store/meta.ts'
import type { Client } from './api/client.ts'
import type { MakeCall } from './api/pages.ts'
import type { ContactList, CustomField } from './api/records.ts'
import type { Tokens } from './oauth/tokens.ts'

/** What can be read of the account. `undefined`: it could not. Names and ids of lists and fields, nothing of any person. */
export type Account = {
  lists: ContactList[]
  customFields?: CustomField[] | undefined
  /** What the user who pressed Allow may do, such as `contacts:write`. */
  privileges?: string[] | undefined
}

/** False where the user who pressed Allow is known to lack the permission to change contacts. */
export function mayWrite(privileges: readonly string[] | undefined): boolean {
  return privileges?.includes('contacts:write') ?? true
}

type AccountReader = {
  [name in 'lists' | 'customFields' | 'privileges']: (accessToken: string) => ReturnType<Client[name]>
}

/** The same calls, each made by `makeCall`. */
export function accountReader(client: Client, makeCall: MakeCall): AccountReader {
  return {
    lists: (accessToken) => client.lists(accessToken, makeCall),
    customFields: (accessToken) => client.customFields(accessToken, makeCall),
    privileges: (accessToken) => makeCall(client.privileges, accessToken),
  }
}

/** Reads one after the other, since few calls a second are allowed. Undefined if the lists cannot be read at the moment. */
export async function readAccount(client: AccountReader, accessToken: string): Promise<Account | undefined> {
  const lists = await client.lists(accessToken)
  if (lists.kind !== 'read') return undefined
  const customFields = await client.customFields(accessToken)
  const privileges = await client.privileges(accessToken)
  return {
    lists: lists.value,
    customFields: customFields.kind === 'read' ? customFields.value : undefined,
    privileges: privileges.kind === 'read' ? privileges.value : undefined,
  }
}

/** The account as it was when somebody last asked for it; times are in milliseconds since 1970. */
export type KnownAccount = Account & { readAt: number; connectedAt: number }

const NAME = 'account'
const KNOWN = z.object({
  readAt: z.number(),
  connectedAt: z.number(),
  lists: z.array(z.object({ id: z.string(), name: z.string() })),
  customFields: z
    .array(
      z.object({
        id: z.string(),
        label: z.string(),
        type: z.string(),
        choices: z.array(z.string()),
        display: z.string().exactOptional(),
      }),
    )
    .optional(),
  privileges: z.array(z.string()).optional(),
})

type Parts = {
  database: Database
  tokens: Pick<Tokens, 'current' | 'status'>
  client: AccountReader
  now: () => number
}

export type KeptAccount = ReturnType<typeof createKeptAccount>

/** What is known of the account, kept in the database, so that it can be shown while Constant Contact is down. */
export function createKeptAccount({ database, tokens, client, now }: Parts) {
  return {
    /** What was last read. Nothing of another connection than the present one: that may be of another account. */
    async known(): Promise<KnownAccount | undefined> {
      const text = await readMeta(database, NAME)
      const known = text === undefined ? undefined : KNOWN.safeParse(parseJson(text)).data
      const status = await tokens.status()
      const isOther = status.kind === 'connected' && status.connectedAt !== known?.connectedAt
      return isOther ? undefined : known
    },

    /** Reads the account anew, and keeps it. Undefined if it cannot be read at the moment: what is kept stays. */
    async refresh(): Promise<KnownAccount | undefined> {
      const [state, status] = [await tokens.current(), await tokens.status()]
      if (state.kind !== 'token' || status.kind !== 'connected') return undefined
      const account = await readAccount(client, state.accessToken)
      if (account === undefined) return undefined
      const known = { ...account, readAt: now(), connectedAt: status.connectedAt }
      await writeMeta(database, NAME, JSON.stringify(known))
      return known
    },
  }
}
