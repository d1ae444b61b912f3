import { html } from 'hono/html'

/** Escaped HTML: whatever is put into an `html` template comes out as text. */
export type Markup = ReturnType<typeof html>

/** The frame of every page of the stand-in; its style, script and icon are served by it too. */
export function document(title: string, content: Markup, script = false): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title}</title>
  <link rel="stylesheet" href="/sandbox/style.css">
  <link rel="icon" href="/sandbox/icon.svg">
  ${script ? html`<script src="/sandbox/page.js" defer></script>` : ''}
</head>
<body>
${content}
</body>
</html>
`
}
