import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../server/testing/port.ts'
import type { Afterwards } from '../faults/account.ts'
import { type Certificates, makeCertificates } from './certificates.ts'
import type { Place } from './client.ts'
import {
  apacheModules,
  configurationUnderPath,
  givenConfiguration,
  type ProxyName,
  replaceIn,
} from './configurations.ts'

export const HOST = 'signup.example.org'
const START_MS = 60_000
const ASK_EVERY_MS = 50

/** What a proxy is started with. */
type Setup = { folder: string; port: number; certificates: Certificates; configuration: string }
/** A program, its arguments, and the authority of its certificate. */
type Command = { program: string; args: string[]; ca: () => Promise<string> }

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
  return { port, ca: await ca(), host: HOST }
}

/** A folder that every user may read, because some of these programs change their user. */
export async function temporaryFolder(prefix: string, afterwards: Afterwards): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix))
  await chmod(folder, 0o755)
  afterwards(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** Starts a program in the foreground, waits until its port is open, and kills it afterwards. */
export async function startProgram(
  program: string,
  args: readonly string[],
  port: number,
  afterwards: Afterwards,
): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const said: string[] = []
  for (const output of [child.stdout, child.stderr])
    output.setEncoding('utf8').on('data', (text: string) => said.push(text))
  afterwards(() => end(child))
  const deadline = Date.now() + START_MS
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${program} did not start:\n${said.join('')}`)
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS))
  }
}

/** By SIGTERM, because the children of a killed process would keep running. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

function withRelays(configuration: string, [first, second]: readonly [number, ...number[]]): string {
  const both = replaceIn(configuration, [['127.0.0.1:8080', `127.0.0.1:${first}`]])
  if (second !== undefined) return replaceIn(both, [['127.0.0.1:8081', `127.0.0.1:${second}`]])
  return both.replace(/^ +(server|BalancerMember)[^\n]*8081.*\n|(?<=\d) 127\.0\.0\.1:8081/gm, '')
}

/** The files of the certificate in place of those that the README names. */
function withCertificate(configuration: string, { certificate, key }: Certificates): string {
  return replaceIn(configuration, [
    ['/etc/ssl/signup.example.org.pem', certificate],
    ['/etc/ssl/signup.example.org.key', key],
  ])
}

/** Each writes what else a program needs to run in a folder of its own. */
const COMMANDS: Record<ProxyName, (setup: Setup) => Promise<Command>> = {
  async nginx({ folder, port, certificates, configuration }) {
    const server = replaceIn(withCertificate(configuration, certificates), [['listen 443', `listen ${port}`]])
    const file = await written(join(folder, 'nginx.conf'), nginxConfiguration(folder, server))
    return { program: 'nginx', args: ['-c', file], ca: async () => certificates.ca }
  },

  async caddy({ folder, port, configuration }) {
    const data = join(folder, 'data')
    const global = `admin off\nlocal_certs\nskip_install_trust\nauto_https disable_redirects\nhttps_port ${port}\nstorage file_system ${data}`
    const file = await written(join(folder, 'Caddyfile'), `{\n${global}\n}\n${configuration}`)
    return {
      program: 'caddy',
      args: ['run', '--adapter', 'caddyfile', '--config', file],
      ca: () => readFile(join(data, 'pki/authorities/local/root.crt'), 'utf8'),
    }
  },

  async haproxy({ folder, port, certificates, configuration }) {
    const text = replaceIn(configuration, [
      ['bind :443', `bind 127.0.0.1:${port}`],
      ['/etc/ssl/signup.example.org.both.pem', certificates.both],
    ])
    const file = await written(join(folder, 'haproxy.cfg'), text)
    return { program: 'haproxy', args: ['-W', '-db', '-f', file], ca: async () => certificates.ca }
  },

  async apache({ folder, port, certificates, configuration }) {
    const server = replaceIn(withCertificate(configuration, certificates), [['*:443', `*:${port}`]])
    const modules = [...APACHE_ALWAYS, ...apacheModules()]
      .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
      .join('\n')
    const main = `${modules}\nServerRoot ${folder}\nDefaultRuntimeDir ${folder}\nPidFile ${folder}/pid\nErrorLog ${folder}/log\nListen 127.0.0.1:${port}\nServerName localhost\nUser nobody\nGroup nogroup\n`
    const file = await written(join(folder, 'apache.conf'), main + server)
    return {
      program: 'apache2',
      args: ['-DFOREGROUND', '-f', file],
      ca: async () => certificates.ca,
    }
  },
}

/** What Debian's Apache loads by itself, and what its `a2enmod` adds to a module that needs it. */
const APACHE_ALWAYS = [
  'mpm_event',
  'authz_core',
  'filter',
  'deflate',
  'proxy',
  'slotmem_shm',
  'socache_shmcb',
]

/** nginx's own configuration around that of one server. */
export function nginxConfiguration(folder: string, server: string): string {
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n')
  return `daemon off;\npid ${folder}/pid;\nerror_log ${folder}/log;\nevents {}\nhttp {\naccess_log off;\n${paths}\n${server}\n}\n`
}

export async function written(path: string, text: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true })
  await writeFile(path, text)
  return path
}
