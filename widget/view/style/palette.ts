/**
 * The default colours of everything: forms, pages, mails, the demo and the sandbox. Each for light and dark. A style sheet
 * writes `var(--palette-ink)`, which the build replaces by `light-dark(…)`.
 */
export type Pair = readonly [light: string, dark: string]

/** Behind a card; a card itself, and a form; something set apart on it. */
export const ground: Pair = ['#f5f5f7', '#0f1011']
export const paper: Pair = ['#fff', '#18191b']
export const soft: Pair = ['#eeeef2', '#25272a']
/** Text, and less important text. */
export const ink: Pair = ['#1c2024', '#edeef0']
export const quiet: Pair = ['#5c5e61', '#b1b3b5']
/** The edge of a control, which must be seen; the edge of a card, which need not. */
export const line: Pair = ['#8b8d98', '#777b84']
export const rule: Pair = ['#d9d9e0', '#3a3c40']
/** Buttons and whatever else has the brand's colour; text on it; a button under the pointer. */
export const accent: Pair = ['#33479f', '#a9b9ff']
export const onAccent: Pair = ['#fff', '#10142b']
export const hover: Pair = ['#25377f', '#c3ceff']
export const danger: Pair = ['#b4231a', '#ff9b8d']
export const warning: Pair = ['#7d4b00', '#ecc27f']
export const success: Pair = ['#18734b', '#5ad39a']
