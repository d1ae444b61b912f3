import { mount, type SignupWidgetHandle, type SignupWidgetOptions } from 'signup-widget'

/** Written as an application would; the `data-` attributes of the box are for the test. */
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
// As React's strict mode does: mount, unmount, mount again.
mount(box, options).destroy()
const handle: SignupWidgetHandle = mount(box, options)
handle.on('success', ({ detail }) => document.body.append(`heard ${detail.action}`))
box.addEventListener('signup-widget:invalid', ({ detail }) => document.body.append(detail.fields.join()))

Object.assign(window, { handle })
