import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../../server/testing/port.ts'
import type { Afterwards } from '../../faults/account.ts'
import { makeCertificates } from './certificates.ts'
import type { Answer, Place } from './client.ts'
import { nginxConfiguration } from './commands.ts'
import { startProgram, temporaryFolder, written } from './program.ts'
import { HOST } from './proxy.ts'

export type Cache = {
  place: Place
  /** True if the answer was stored before. */
  isStored(answer: Answer): boolean
  /** The addresses of everything that is stored, where the cache can tell. */
  stored?: () => Promise<string[]>
}

/**
 * Starts caches in front of a relay that store whatever RFC 9111 lets a shared cache store: answers without a word about it for
 * an hour, to posts too, and one answer for every visitor unless `Vary` says otherwise.
 */
export const CACHES = {
  async nginx(relay: number, afterwards: Afterwards): Promise<Cache> {
    const folder = await temporaryFolder('cache-nginx-', afterwards)
    const port = await freePort()
    const { certificate, key, ca } = await makeCertificates(folder, [`DNS:${HOST}`])
    const server = `
proxy_cache_path ${folder}/cache keys_zone=cdn:10m;
server {
    listen ${port} ssl http2;
    ssl_certificate ${certificate};
    ssl_certificate_key ${key};
    proxy_cache cdn;
    proxy_cache_key $request_uri;
    proxy_cache_methods GET HEAD POST;
    proxy_cache_valid any 1h;
    proxy_cache_revalidate on;
    proxy_buffers 8 64k;
    proxy_buffer_size 64k;
    location / {
        proxy_pass http://127.0.0.1:${relay};
        proxy_set_header Host $host;
        proxy_set_header X-Forwarded-For $remote_addr;
        add_header X-Cache $upstream_cache_status always;
    }
}`
    const file = await written(join(folder, 'nginx.conf'), nginxConfiguration(folder, server))
    await startProgram('nginx', ['-c', file], port, afterwards)
    return {
      place: { port, ca, host: HOST },
      isStored: ({ headers }) => !/^(MISS|BYPASS|undefined)$/.test(String(headers['x-cache'])),
      async stored() {
        const files = (await readdir(join(folder, 'cache'), { recursive: true, withFileTypes: true })).filter(
          (entry) => entry.isFile(),
        )
        const keys = files.map(async ({ parentPath, name }) =>
          /^KEY: (.+)$/m.exec(await readFile(join(parentPath, name), 'latin1')),
        )
        return [...new Set((await Promise.all(keys)).map((match) => match?.[1] ?? 'unknown'))].sort()
      },
    }
  },

  async varnish(relay: number, afterwards: Afterwards): Promise<Cache> {
    const folder = await temporaryFolder('cache-varnish-', afterwards)
    const port = await freePort()
    const place = ['-a', `127.0.0.1:${port}`, '-b', `127.0.0.1:${relay}`, '-n', join(folder, 'work')]
    const sizes = ['-p', 'http_resp_hdr_len=64k', '-p', 'http_resp_size=128k', '-s', 'malloc,64m']
    await startProgram('varnishd', ['-F', ...place, '-t', '3600', ...sizes], port, afterwards)
    return {
      place: { port, host: HOST },
      isStored: ({ headers }) => /^\d+ \d+$/.test(String(headers['x-varnish'])),
    }
  },
}
