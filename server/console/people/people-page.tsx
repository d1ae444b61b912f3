import { Form } from '../components.tsx'
import type { ConsoleContext } from '../routes.ts'

/** What was typed, and what is wrong with it, beside the field. */
export type Asked = { email?: string; from?: string; to?: string; emailFault?: string; datesFault?: string }

/** The two questions about people: what is kept of one address, and what everybody agreed to between two days. */
export function PeopleForms({ context, asked }: { context: ConsoleContext; asked: Asked }) {
  const { email, from, to, emailFault, datesFault } = asked
  return (
    <>
      <Form context={context} action="/console/people">
        <h2>One person</h2>
        <p class="quiet" id="email-help">
          See what is kept of them and what they agreed to, hand it out, or forget them. The address goes into
          no log.
        </p>
        <label for="email">Email address</label>
        <Fault id="email-fault" text={emailFault} />
        <input
          {...{ id: 'email', name: 'email', type: 'text', inputMode: 'email', dir: 'auto', value: email }}
          {...{ autocomplete: 'off', spellcheck: false, required: true, maxLength: 320 }}
          aria-describedby={emailFault === undefined ? 'email-help' : 'email-fault email-help'}
          aria-invalid={emailFault === undefined ? undefined : 'true'}
        />
        <button type="submit">Look</button>
      </Form>
      <Form context={context} action="/console/people/consents">
        <h2>Everybody’s consents</h2>
        <p class="quiet" id="dates-help">
          Who agreed to which sentence, when and on which page, as a CSV file. Addresses are not in it: the
          relay keeps them only as a code, the same for the same person. Days are UTC.
        </p>
        <Fault id="dates-fault" text={datesFault} />
        <Day name="from" label="First day" value={from} isWrong={datesFault !== undefined} />
        <Day name="to" label="Last day" value={to} isWrong={datesFault !== undefined} />
        <button type="submit" class="secondary">
          Download as CSV
        </button>
      </Form>
    </>
  )
}

function Fault({ id, text }: { id: string; text: string | undefined }) {
  return text === undefined ? null : (
    <p id={id} class="error">
      {text}
    </p>
  )
}

type DayProps = { name: string; label: string; value: string | undefined; isWrong: boolean }

function Day({ name, label, value, isWrong }: DayProps) {
  return (
    <>
      <label for={name}>{label}</label>
      <input
        {...{ id: name, name, type: 'date', value, required: true, placeholder: '2026-01-31' }}
        aria-describedby={isWrong ? 'dates-fault dates-help' : 'dates-help'}
        aria-invalid={isWrong ? 'true' : undefined}
      />
    </>
  )
}
