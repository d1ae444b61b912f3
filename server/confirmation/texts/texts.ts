/**
 * What the mail and its pages say, in one language. `{site}` stands for the owner's `SITE_NAME`, `{time}` for when the
 * sign-up came; nothing else is ever filled in, so that no stranger can say anything by way of them.
 */
export type Texts = {
  mail: {
    subject: string
    asked: string
    /** Above the lists. */
    lists: string
    /** Above the names of the details, where there are any. */
    details: string
    press: string
    link: string
    once: string
    stranger: string
  }
  page: {
    title: string
    asked: string
    came: string
    lists: string
    details: string
    confirm: string
    /** Above the further sign-ups of the same address. */
    others: string
    not_me_title: string
    not_me_text: string
    not_me: string
    confirmed_title: string
    confirmed: string
    stopped_title: string
    stopped: string
    gone_title: string
    gone: string
  }
  /** A detail of which not even the name can be read just now. */
  further_details: string
}

/** A text with its places filled in. */
export function filled(text: string, places: { site?: string; time?: string }): string {
  return text.replace(/\{(site|time)\}/g, (place, name: 'site' | 'time') => places[name] ?? place)
}
