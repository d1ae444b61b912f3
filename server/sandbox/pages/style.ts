/** The style sheet of all sandbox pages. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #faf8f5; --card: #fff; --ink: #2b2622; --quiet: #6a6159; --line: #e6e0d8; --accent: #8f5226; --on-accent: #fff;
  --soft: #f3eee7; --good: #1c6540; --good-soft: #e2f1e8; --warn: #7d4b00; --warn-soft: #faecd2;
  --bad: #9d2419; --bad-soft: #fae3e0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #191715; --card: #23201d; --ink: #ece6df; --quiet: #aba195; --line: #39342e; --accent: #e0a973;
    --on-accent: #20160c; --soft: #2d2925; --good: #8fd3ab; --good-soft: #1d3527; --warn: #ecc27f;
    --warn-soft: #3a2d16; --bad: #f2a79f; --bad-soft: #43211d;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; padding: 1.25rem clamp(1rem, 4vw, 2.5rem) 3rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere;
}
h1, h2, h3, p, ul, ol, dl, dd, pre { margin: 0; padding: 0; }
ul, ol { list-style: none; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre { font: .875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.page { max-width: 82rem; margin: 0 auto; }
header { display: grid; gap: .5rem 1rem; margin-bottom: 1.75rem; }
.brand { display: flex; align-items: center; gap: .75rem; }
.brand img { width: 2.5rem; height: 2.5rem; flex: none; }
h1 { font-size: clamp(1.35rem, 1.1rem + 1.2vw, 1.85rem); line-height: 1.2; letter-spacing: -.01em; text-wrap: balance; }
.eyebrow { color: var(--accent); font-size: .8125rem; font-weight: 600; letter-spacing: .02em; }
.lead { max-width: 46rem; color: var(--quiet); }
.quiet { color: var(--quiet); font-size: .875rem; }
.grid { display: grid; gap: 2rem; align-items: start; }
.grid > * { min-width: 0; }
section > h2, .side h2 { display: flex; align-items: baseline; gap: .5rem; font-size: 1.0625rem; margin-bottom: .75rem; }
.count { color: var(--quiet); font-weight: 400; font-size: .9375rem; font-variant-numeric: tabular-nums; }
.side { display: grid; gap: 2rem; }
.below { margin-top: .625rem; }
.stack { display: grid; gap: .75rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem 1.125rem; }
.empty { border-style: dashed; background: none; color: var(--quiet); }
.contact h3 { font-size: 1rem; line-height: 1.4; }
.top { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem .75rem; }
.name { color: var(--quiet); font-size: .9375rem; text-align: left; }
.tags { display: flex; flex-wrap: wrap; gap: .375rem; margin-top: .625rem; }
.tag, .pill {
  display: inline-block; border-radius: 999px; padding: .0625rem .625rem; font-size: .8125rem; line-height: 1.5; background: var(--soft);
}
.pill { font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; color: var(--quiet); }
.pill.good { background: var(--good-soft); color: var(--good); }
.pill.warn { background: var(--warn-soft); color: var(--warn); }
.pill.bad { background: var(--bad-soft); color: var(--bad); }
dl.facts { display: grid; gap: .25rem 1.25rem; margin-top: .75rem; font-size: .9375rem; }
dt { color: var(--quiet); font-size: .8125rem; }
dd { white-space: pre-wrap; text-align: left; }
.stamp { margin-top: .75rem; padding-top: .625rem; border-top: 1px solid var(--line); color: var(--quiet); font-size: .8125rem; }
.rows { background: var(--card); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.rows > li + li { border-top: 1px solid var(--line); }
summary, .row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; align-items: center; padding: .625rem .875rem; }
summary { cursor: pointer; min-height: 2.75rem; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:hover { background: var(--soft); }
summary:focus-visible { outline-offset: -3px; border-radius: 12px; }
.what { font-size: .9375rem; line-height: 1.4; }
.when { grid-column: 1; color: var(--quiet); font-size: .8125rem; font-variant-numeric: tabular-nums; }
.inside { padding: 0 .875rem .875rem; display: grid; gap: .625rem; }
pre { background: var(--soft); border-radius: 8px; padding: .75rem; white-space: pre-wrap; }
.ids { display: grid; gap: .625rem; }
.ids code { display: block; color: var(--quiet); font-size: .75rem; }
.narrow { max-width: 32rem; margin: clamp(1rem, 8vh, 6rem) auto 0; padding: clamp(1.25rem, 5vw, 2.25rem); display: grid; gap: 1rem; }
.narrow ul { list-style: disc; padding-left: 1.25rem; display: grid; gap: .375rem; }
.narrow code { background: var(--soft); border-radius: 5px; padding: .0625rem .375rem; }
.choice { display: flex; flex-wrap: wrap; gap: .75rem; margin: .25rem 0; }
button {
  min-height: 2.75rem; padding: .5rem 1.5rem; border: 1px solid var(--line); border-radius: 9px; background: var(--card); color: var(--ink);
  font: inherit; font-weight: 600; cursor: pointer;
}
button:hover { background: var(--soft); }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover { filter: brightness(1.08); }
@media (min-width: 40rem) {
  dl.facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (min-width: 64rem) {
  .grid { grid-template-columns: minmax(0, 1fr) 26rem; gap: 2.25rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .fresh { animation: arrive 1.6s ease-out; }
  @keyframes arrive { from { border-color: var(--accent); box-shadow: 0 0 0 3px color-mix(in srgb, var(--accent) 25%, transparent); } }
}
`

/** A loaf of bread. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="10" fill="#8f5226"/>
<path d="M7 25c0-7 5.5-12 13-12s13 5 13 12c0 2-1.500 3-3.500 3h-19C8.500 28 7 27 7 25z" fill="#f3d9b8"/>
<path d="M14 17l3 5M20 16l3 5.500M26 17.500l2.500 4.500" stroke="#8f5226" stroke-width="2" stroke-linecap="round"/></svg>`
