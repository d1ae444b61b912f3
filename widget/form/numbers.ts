import { inWesternDigits } from '../../server/contract.ts'

/** Languages whose decimal separator is certain: Spanish and Arabic are written with either. */
const DECIMAL: { [language: string]: string } = { en: '.', de: ',', fr: ',' }

/**
 * Reads a number as people write it, and returns it in plain digits with a point; undefined if it is not a number, or not
 * certain: three digits behind a separator may be thousands (`1.000` in German), and only the visitor knows. Behind the
 * language's own decimal separator they may if they end in a zero (`1,000`), which nobody writes behind a decimal.
 */
export function readNumber(text: string, language: string): string | undefined {
  const [, sign = '', whole = '', separator = '', decimals = ''] =
    /^([+-]?)(\d*)(?:([.,٫])(\d+))?$/.exec(inWesternDigits(text).replace(/\u2212/g, '-')) ?? []
  if (!whole && !decimals) return
  const mayBeThousands = decimals.length === 3 && /^[1-9]\d{0,2}$/.test(whole)
  const isDecimal = separator === '٫' || (separator === DECIMAL[language] && !decimals.endsWith('0'))
  if (mayBeThousands && !isDecimal) return
  return `${sign.replace('+', '')}${whole || 0}${decimals && `.${decimals}`}`
}
