import type en from './languages/en.json'

/** The texts whose keys begin with the name of a group, by the rest of their keys. `keys.json` says where each stands. */
type Group<Name extends string> = {
  [Key in keyof typeof en as Key extends `${Name}.${infer Rest}` ? Rest : never]: string
}

/** What a form says before anyone has pressed anything: all that is needed to draw it. */
export type Labels = Group<'label'> & {
  /** BCP 47 tag of the language these texts are in. */
  language: string
  dir: 'ltr' | 'rtl'
  /** Twelve names from January on, separated by spaces: no Intl while a form is loading. */
  months: string
  /** True where a birthday's day is written before its month. */
  dayFirst: boolean
}

/**
 * What a form answers. Keys that are names of the wire (actions, field codes, refusal codes) are looked up by them; a field
 * code with the name of its field first, then with its kind: `required_first_name`, `required_choice`, `required`.
 * `{label}` is the label of the field, `{n}` a number of characters.
 */
export type Sentences = Group<'sentence'>

/** What single countries call the parts of an address, and what to say of one that was left empty: `zip`, `required_zip`. */
export type AddressWords = Group<'address'>

/** What the widget can say in one language. */
export type Messages = { labels: Labels; sentences: Sentences; address: AddressWords }

/** Only the labels in English: the rest comes with the controller. */
export type Language = Pick<Messages, 'labels'> &
  Partial<Messages> & {
    /** Where these are English for want of time: the messages that were asked for, or English if they never come. */
    late?: Promise<Language>
  }

/**
 * What sentences are made of: they name fields by their labels. `outcomes`: the site's own words for an accepted sign-up, by
 * action. `whenEmpty`: what to say of a field that was left empty, by its path, where neither its name nor its label tells.
 */
export type Words = Pick<Messages, 'labels' | 'sentences'> & {
  outcomes?: { [action: string]: string } | undefined
  whenEmpty?: { readonly [path: string]: string | undefined } | undefined
}

/** The same with what only the relay says: on its own pages, and in mails. */
export type AllMessages = Messages & {
  page: Group<'page'>
  confirm: Group<'confirm'>
  mail: Group<'mail'>
}

declare const isLanguageName: unique symbol
/** The name of a language that we have, or another name for it, in lower case: `pt-br`, `nn`. */
export type LanguageName = string & { [isLanguageName]: true }

/** The attributes of the site's own texts, where they may be in another language than our words. */
export type OwnLanguage = { lang?: string; dir: 'auto' }
