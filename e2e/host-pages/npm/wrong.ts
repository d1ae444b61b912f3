import { mount } from 'signup-widget'

// @ts-expect-error: the relay's address must be said
mount(document.body, { lists: 'x' })
// @ts-expect-error: no such theme
mount(document.body, { endpoint: 'https://relay.example', theme: 'blue' })
// @ts-expect-error: no such event
mount(document.body, { endpoint: 'https://relay.example' }).on('click', () => {})
// @ts-expect-error: an event tells nothing of what was typed
window.addEventListener('signup-widget:success', ({ detail }) => detail.email_address)
