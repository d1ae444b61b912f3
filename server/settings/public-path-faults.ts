import { PATHS } from '../contract.ts'
import { decodedPath } from '../http/public-path.ts'

/** What the relay itself serves: a request for `/form` could otherwise be for the home page or for the form. */
const OWN_NAMES = [...new Set(Object.values(PATHS).map((path) => path.split('/')[1])), 'metrics', 'assets']
const isOwn = (name = '') => OWN_NAMES.includes(name) || /^v\d/.test(name)

const FAULTS: [isWrong: (url: URL, text: string) => boolean, sentence: string][] = [
  [(_, text) => /[?#]/.test(text), 'must have no ? and no # in it'],
  [(_, text) => /\/(\.|%2e){1,2}(\/|$)/i.test(text), 'must have no . and no .. in its path'],
  [({ pathname }) => pathname.includes('//'), 'must have no double slash in its path'],
  [
    ({ pathname }, text) => !/^([\w./~-]|%[\da-f]{2})+$/i.test(pathname) || text.includes('\\'),
    'must have only letters, digits, - . _ ~ and percent-encoded characters in its path',
  ],
  [
    ({ pathname }) => isOwn(decodedPath(pathname).split('/')[1]),
    `must not have a path that begins like one of the relay's own: ${OWN_NAMES.map((name) => `/${name}`).join(', ')}`,
  ],
]

/** What is wrong with the path of `PUBLIC_URL`, which is an address already. */
export function publicPathFaults(text: string): string[] {
  const url = new URL(text)
  return FAULTS.filter(([isWrong]) => isWrong(url, text)).map(([, sentence]) => sentence)
}
