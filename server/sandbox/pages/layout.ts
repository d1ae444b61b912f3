import { html } from 'hono/html'

/** HTML in which every interpolated value was escaped. */
export type Markup = ReturnType<typeof html>

/** The layout of every sandbox page. Style, script and icon are served by the sandbox too. */
export function layout(title: string, content: Markup, script = false): Markup {
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
