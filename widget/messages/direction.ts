/** The direction a language is written in, given by its BCP 47 tag. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return /^(ar|dv|fa|he|iw|ps|sd|ug|ur|yi)\b/i.test(tag) ? 'rtl' : 'ltr'
}
