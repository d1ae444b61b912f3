import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Certificates } from './certificates.ts'
import { apacheModules, type ProxyName, replaceIn } from './configurations.ts'
import { written } from './program.ts'

/** What a proxy is started with. */
type Setup = { folder: string; port: number; certificates: Certificates; configuration: string }
/** A program, its arguments, and the authority of its certificate. */
type Command = { program: string; args: string[]; ca: () => Promise<string> }

/** The files of the certificate in place of those that the README names. */
function withCertificate(configuration: string, { certificate, key }: Certificates): string {
  return replaceIn(configuration, [
    ['/etc/ssl/signup.example.org.pem', certificate],
    ['/etc/ssl/signup.example.org.key', key],
  ])
}

/** How each proxy is started. Writes what else it needs to run in a folder of its own. */
export const COMMANDS: Record<ProxyName, (setup: Setup) => Promise<Command>> = {
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
