import { render } from 'preact'
import { useState } from 'preact/hooks'

/**
 * The smallest form that Preact can render: two fields, a shadow root, fetch. No languages, no error messages, no
 * settings. Whatever the widget is slower than this, is due to the widget.
 */
function MinimalForm() {
  const [said, say] = useState('')
  async function send(event: Event) {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    const body = JSON.stringify(Object.fromEntries(new FormData(event.currentTarget)))
    const answer = await fetch('/v1/signups', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    say(answer.ok ? 'Thank you.' : 'Please try again.')
  }
  return (
    <form onSubmit={send}>
      <label>
        Email address <input type="email" name="email_address" required />
      </label>
      <label>
        First name <input name="first_name" />
      </label>
      <button type="submit">Sign up</button>
      <p role="status">{said}</p>
    </form>
  )
}

const host = document.createElement('div')
document.currentScript?.after(host)
render(<MinimalForm />, host.attachShadow({ mode: 'open' }))
