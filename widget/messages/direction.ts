/** The direction a language is written in, given by its BCP 47 tag. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  const isRightToLeft = /^(ar|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)\b|-(arab|hebr)\b/i.test(tag)
  return isRightToLeft && !/-latn\b/i.test(tag) ? 'rtl' : 'ltr'
}
