/**
 * What the mail and its pages say, in one language. `{site}` stands for the owner's `SITE_NAME`, `{time}` for when the
 * sign-up came; nothing else is ever filled in, so a stranger can say nothing through them.
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
  /** Stands for a custom field whose name could not be read. */
  further_details: string
}

/** A text with its placeholders filled in. */
export function fillIn(text: string, places: { site?: string; time?: string }): string {
  return text.replace(/\{(site|time)\}/g, (place, name: 'site' | 'time') => places[name] ?? place)
}
