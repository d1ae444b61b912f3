import { PATHS } from '../../server/contract.ts'

type Start = { endpoint: string; page: string; lists: readonly string[] }

/** The forms that were started; one that is drawn again is still the same. */
const started = new WeakSet<Element>()

/**
 * Tells the relay once for each form that somebody has begun to fill it in, so that its owner sees how many do and do not
 * end. Nothing in it tells who, and visitors who want no data passed on (Global Privacy Control) are not counted. Whatever
 * comes of it, nobody waits for it and nothing fails: plain text needs no permission beforehand, and an earlier relay refuses
 * it.
 */
export async function countStart(host: Element, { endpoint, page, lists }: Start): Promise<void> {
  if (started.has(host) || ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl)) return
  started.add(host)
  try {
    await fetch(endpoint + PATHS.starts, {
      method: 'POST',
      body: `${page}\n${lists.join(' ')}`,
      keepalive: true,
      credentials: 'omit',
    })
  } catch {}
}
