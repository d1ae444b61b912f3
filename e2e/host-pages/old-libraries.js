// What Prototype.js, and the part of MooTools that no npm package holds, do to every page they stand on: their methods by
// name and behaviour, and none of their code.

function extend(target, methods) {
  for (const [name, value] of Object.entries(methods)) target[name] = value
}
const listOf = (item) => (item == null ? [] : typeof item === 'object' ? [].slice.call(item) : [item])

// Both: a list made from anything, without the second argument that the standard has since given it.
Array.from = (item) => listOf(item)
Object.keys = (object) => {
  const names = []
  for (const name in object) if (Object.hasOwn(object, name)) names.push(name)
  return names
}

// Prototype.js: methods that can be enumerated, `entries` and `toJSON` among them.
extend(Array.prototype, {
  each(callback) {
    for (let index = 0; index < this.length; index += 1) callback(this[index], index)
    return this
  },
  entries() {
    return [].slice.call(this)
  },
  first() {
    return this[0]
  },
  include(item) {
    return this.indexOf(item) !== -1
  },
  toArray() {
    return [].slice.call(this)
  },
  toJSON() {
    return `[${this.map((item) => JSON.stringify(item)).join(', ')}]`
  },
  uniq() {
    return this.filter((item, index) => this.indexOf(item) === index)
  },
})
extend(String.prototype, {
  toJSON() {
    return `"${this}"`
  },
  strip() {
    return this.trim()
  },
})
extend(Element.prototype, {
  hide() {
    this.style.display = 'none'
    return this
  },
  remove() {
    this.parentNode.removeChild(this)
    return this
  },
  select(selector) {
    return this.querySelectorAll(selector)
  },
  update(content) {
    this.textContent = content
    return this
  },
})

// MooTools: other bindings of functions, other elements and events, other names for what lists have.
extend(Function.prototype, {
  bind(self, given) {
    const method = this
    return function bound(...received) {
      return method.apply(self, given == null ? received : listOf(given))
    }
  },
  delay(milliseconds) {
    return setTimeout(this, milliseconds)
  },
})
extend(Array.prototype, {
  append(list) {
    this.push(...list)
    return this
  },
  contains(item) {
    return this.indexOf(item) !== -1
  },
  empty() {
    this.length = 0
    return this
  },
})
extend(Element.prototype, {
  empty() {
    this.textContent = ''
    return this
  },
  get(name) {
    return this.getAttribute(name)
  },
  set(name, value) {
    this.setAttribute(name, value)
    return this
  },
})
const NativeElement = window.Element
window.Element = function Element(name) {
  return document.createElement(name)
}
window.Element.prototype = NativeElement.prototype
window.Event = function Event(event) {
  return event
}
window.$ = (id) => document.getElementById(id)
window.$$ = (selector) => listOf(document.querySelectorAll(selector))
