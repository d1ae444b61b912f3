// What old libraries and careless scripts leave behind, all at once. Each of these broke somebody's embed.

// Lexical names of the page's own: a widget that is not wrapped in a function would not even parse.
const e = 'page'
const t = 'page'
const n = 'page'
const h = 'page'
const options = 'page'
window.pageNames = [e, t, n, h, options]

// Prototype.js and MooTools: enumerable methods, and lists that turn themselves into JSON text.
Array.prototype.each = function each(callback) {
  for (let index = 0; index < this.length; index += 1) callback(this[index])
}
Array.prototype.toJSON = function toJSON() {
  return `[${this.map((item) => JSON.stringify(item)).join(', ')}]`
}
Object.prototype.noise = () => 'noise'

// Loaders of other module systems, which answer to nobody.
window.exports = {}
window.module = { exports: window.exports }
window.require = () => {
  throw new Error('Cannot find module')
}
window.define = () => {
  throw new Error('Mismatched anonymous define() module')
}
window.define.amd = {}

// Plain http has no randomUUID, and neither has an old browser.
delete Crypto.prototype.randomUUID

// A search shortcut that believes every key outside a field it knows to be its own.
document.addEventListener('keydown', (event) => {
  if (!(event.target instanceof HTMLInputElement) && 'aeiou/'.includes(event.key)) event.preventDefault()
})

// A script that swallows errors, and one that throws whenever something happens.
window.onerror = () => true
document.addEventListener('focusin', () => {
  throw new Error('The page trips over its own feet')
})
