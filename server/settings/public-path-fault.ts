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
    `must have a path that begins in another way than the relay's own: not with ${OWN_NAMES.join(', ')}`,
  ],
]

/** What is wrong with the path of `PUBLIC_URL`, which is an address already; undefined if nothing is. */
export function publicPathFault(text: string): string | undefined {
  const url = new URL(text)
  return FAULTS.find(([isWrong]) => isWrong(url, text))?.[1]
}
