/** @jsxImportSource react */

/** The form of the recipe in widget/README.md: the script finds the element whenever React puts it there. */
export function Newsletter() {
  return (
    <div
      className="signup-widget"
      data-lists="d13d60d0-f256-11e8-b47d-fa163e56c9b0"
      data-fields="first_name"
      suppressHydrationWarning
    />
  )
}
