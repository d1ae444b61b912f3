/** True if one letter was left out, added, mistyped or moved. */
export function isOneSlip(typed: string, meant: string): boolean {
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start++
  let end = 0
  while (
    end < typed.length - start &&
    end < meant.length - start &&
    typed.at(-1 - end) === meant.at(-1 - end)
  )
    end++
  const middle = typed.slice(start, typed.length - end)
  const other = meant.slice(start, meant.length - end)
  if (middle.length + other.length <= 1) return typed !== meant
  if (middle.length !== other.length) return false
  return middle.length === 1 || middle.slice(1) + middle[0] === other || middle === other.slice(1) + other[0]
}

/** True if a letter of `name` was typed twice. */
export function isDoubling(typed: string, name: string): boolean {
  const isTwice = (letter: string, at: number) =>
    letter === typed[at - 1] && typed.slice(0, at) + typed.slice(at + 1) === name
  return typed.length === name.length + 1 && [...typed].some(isTwice)
}

/** True if one letter of `name` was moved. */
export const isMoved = (typed: string, name: string) =>
  isOneSlip(typed, name) && [...typed].sort().join() === [...name].sort().join()
