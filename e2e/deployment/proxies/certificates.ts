import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const EC = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

export type Certificates = {
  /** The certificate of the test's own authority, as text and as a file. */
  ca: string
  caFile: string
  /** The server's certificate and its key, each in a file; `both` holds the two of them. */
  certificate: string
  key: string
  both: string
}

/** Makes an authority and a certificate for `names` (`DNS:www.example.org`, `IP:127.0.0.1`) in a folder. */
export async function makeCertificates(folder: string, names: readonly string[]): Promise<Certificates> {
  const file = (name: string) => join(folder, name)
  const [caFile, caKey, certificate, key, both] = [
    file('ca.pem'),
    file('ca.key'),
    file('server.pem'),
    file('server.key'),
    file('both.pem'),
  ]
  const authority = ['-subj', '/CN=Authority of this test', '-keyout', caKey, '-out', caFile]
  await run('openssl', ['req', '-x509', '-days', '2', ...EC, ...authority])
  const server = ['-subj', '/CN=Server of this test', '-addext', `subjectAltName=${names.join(',')}`]
  const signed = ['-CA', caFile, '-CAkey', caKey, '-keyout', key, '-out', certificate]
  await run('openssl', ['req', '-x509', '-days', '2', ...EC, ...server, ...signed])
  await writeFile(both, (await readFile(certificate, 'utf8')) + (await readFile(key, 'utf8')))
  return { ca: await readFile(caFile, 'utf8'), caFile, certificate, key, both }
}
