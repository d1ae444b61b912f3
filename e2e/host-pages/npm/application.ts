import { mount, type SignupWidgetHandle, type SignupWidgetOptions } from 'signup-widget'

/** As an application writes it; `data-` attributes of the box are the test's. */
const box = document.querySelector<HTMLElement>('#box')
if (!box) throw new Error('The page has no box')
const { relay = '', list = '' } = box.dataset

const options: SignupWidgetOptions & { endpoint: string } = {
  endpoint: relay,
  lists: list,
  fields: ['first_name'],
  title: undefined,
  language: 'de',
}
// As React's strict mode does: in, out, and in again.
mount(box, options).destroy()
const handle: SignupWidgetHandle = mount(box, options)
handle.on('success', ({ detail }) => document.body.append(`heard ${detail.action}`))
box.addEventListener('signup-widget:invalid', ({ detail }) => document.body.append(detail.fields.join()))

Object.assign(window, { handle })
