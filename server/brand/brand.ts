import { channelsOf, contrastOf, textOn } from '../../widget/view/style/contrast.ts'
import * as palette from '../../widget/view/style/palette.ts'
import type { Logo } from './logo.ts'

/** Whose form it is: what pages and mails say and look like. */
export type Brand = {
  /** `SITE_NAME`, or the host of an address. */
  site: string
  /** False if no setting names the site: then no page begins with it. */
  isNamed?: boolean
  /** `SITE_URL` */
  url?: string | undefined
  /** `BRAND_ACCENT` as `#` and 3 or 6 digits. */
  accent?: string | undefined
  /** `address`: where the relay serves it. */
  logo?: (Logo & { address: string }) | undefined
}

/** Reads `BRAND_ACCENT`: hex digits, with or without `#`, which would begin a comment in many files. */
export function parseAccent(text: string): string | undefined {
  const [, digits] = /^#?([\da-f]{3}|[\da-f]{6})$/i.exec(text.trim()) ?? []
  return digits && `#${digits.toLowerCase()}`
}

/** `edge` can be seen on a card, whatever the accent. */
export type ButtonColors = { accent: palette.Pair; text: palette.Pair; edge: palette.Pair }

/** A button's colours in light and dark, with the text that the widget's `colors.ts` chooses for the accent. */
export function buttonColors(accent: string | undefined): ButtonColors {
  if (accent === undefined) return { accent: palette.accent, text: palette.onAccent, edge: palette.accent }
  const channels = channelsOf(accent)
  const edgeOn = (paper: string, line: string) =>
    contrastOf(channels, channelsOf(paper)) < 3 ? line : accent
  const text = textOn(channels)
  return {
    accent: [accent, accent],
    text: [text, text],
    edge: [edgeOn(palette.paper[0], palette.line[0]), edgeOn(palette.paper[1], palette.line[1])],
  }
}
