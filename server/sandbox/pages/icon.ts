/** A loaf of bread. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="10" fill="#8f5226"/>
<path d="M7 25c0-7 5.5-12 13-12s13 5 13 12c0 2-1.500 3-3.500 3h-19C8.500 28 7 27 7 25z" fill="#f3d9b8"/>
<path d="M14 17l3 5M20 16l3 5.500M26 17.500l2.500 4.500" stroke="#8f5226" stroke-width="2" stroke-linecap="round"/></svg>`
