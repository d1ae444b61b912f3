import { readConfiguration } from './configuration.ts'
import { en } from './messages/en.ts'
import { mount } from './mount.tsx'

const tag = document.currentScript as HTMLScriptElement
const read = (n: string) => tag.getAttribute('data-' + n)
const reading = readConfiguration(read)
if (reading.kind === 'configuration') {
  const host = document.createElement('div')
  tag.after(host)
  const base = new URL('.', tag.src).href
  mount(host, reading.configuration, en, {
    endpoint: new URL(tag.src).origin, id: 's1', dir: 'ltr', formPage: '/form', page: () => location.href,
    loadCountries: () => import(/* @vite-ignore */ base + CHUNK_FILES['countries']),
  })
} else for (const f of reading.faults) console.error(`signup-widget: data-${f.attribute} ${f.problem}; write ${f.remedy}`)
