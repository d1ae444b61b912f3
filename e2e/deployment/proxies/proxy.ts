import { connect as connectTls } from 'node:tls'
import { freePort } from '../../../server/testing/port.ts'
import type { Afterwards } from '../../faults/account.ts'
import { makeCertificates } from './certificates.ts'
import type { Place } from './client.ts'
import { COMMANDS } from './commands.ts'
import { configurationUnderPath, givenConfiguration, type ProxyName, replaceIn } from './configurations.ts'
import { connects, startProgram, temporaryFolder, waitUntil } from './program.ts'

export const HOST = 'signup.example.org'

type Options = {
  /** With the change that the README names. */
  underPath?: boolean
  /** Texts to replace by others, for what somebody's configuration may have besides. */
  changes?: readonly (readonly [string, string])[]
}

/**
 * Starts a proxy with the README's configuration in front of relays on these ports. Only ports and the places of the
 * certificate's files are changed, and the second relay is left out where there is none.
 */
export async function startProxy(
  name: ProxyName,
  relays: readonly [number, ...number[]],
  afterwards: Afterwards,
  { underPath = false, changes = [] }: Options = {},
): Promise<Place> {
  const folder = await temporaryFolder(`proxy-${name}-`, afterwards)
  const port = await freePort()
  const certificates = await makeCertificates(folder, [`DNS:${HOST}`])
  const given = underPath ? configurationUnderPath(name) : givenConfiguration(name)
  const configuration = replaceIn(withRelays(given, relays), changes)
  const { program, args, ca } = await COMMANDS[name]({ folder, port, certificates, configuration })
  await startProgram(program, args, port, afterwards)
  const authority = await ca()
  await waitUntil(() => handshake(port, authority), program)
  return { port, ca: authority, host: HOST }
}

/** Caddy listens before it has its certificate. */
function handshake(port: number, ca: string): Promise<boolean> {
  return connects(connectTls({ host: '127.0.0.1', port, ca, servername: HOST }), 'secureConnect')
}

function withRelays(configuration: string, [first, second]: readonly [number, ...number[]]): string {
  const both = replaceIn(configuration, [['127.0.0.1:8080', `127.0.0.1:${first}`]])
  if (second !== undefined) return replaceIn(both, [['127.0.0.1:8081', `127.0.0.1:${second}`]])
  return both.replace(/^ +(server|BalancerMember)[^\n]*8081.*\n|(?<=\d) 127\.0\.0\.1:8081/gm, '')
}
