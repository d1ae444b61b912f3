import { Form } from '../components/components.tsx'
import { TextField } from '../components/fields.tsx'
import type { ConsoleContext } from '../routes.ts'

/** What was typed, and what is wrong with it, beside the field. */
export type Asked = { email?: string; from?: string; to?: string; emailFault?: string; datesFault?: string }

/** The two questions about people: what is kept of one address, and what everybody agreed to between two days. */
export function PeopleForms({ context, asked }: { context: ConsoleContext; asked: Asked }) {
  const { email = '', from, to, emailFault, datesFault } = asked
  return (
    <>
      <Form context={context} action="/console/people">
        <h2>One person</h2>
        <TextField
          {...{ name: 'email', label: 'Email address', value: email, required: true, fault: emailFault }}
          help="See what is kept about somebody and what they agreed to, download it, or forget them."
        />
        <button type="submit">Look up</button>
      </Form>
      <Form context={context} action="/console/people/consents">
        <h2>Everybody’s consents</h2>
        <p class="quiet" id="dates-help">
          Who agreed to which sentence, when and on which page, as a CSV file. It has no addresses: each
          person has a code, the same in every file. Days are UTC.
        </p>
        {datesFault !== undefined && (
          <p id="dates-fault" class="error">
            {datesFault}
          </p>
        )}
        <Day name="from" label="First day" value={from} isWrong={datesFault !== undefined} />
        <Day name="to" label="Last day" value={to} isWrong={datesFault !== undefined} />
        <button type="submit" class="secondary">
          Download as CSV
        </button>
      </Form>
    </>
  )
}

type DayProps = { name: string; label: string; value: string | undefined; isWrong: boolean }

function Day({ name, label, value, isWrong }: DayProps) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        {...{ id: name, name, type: 'date', value, required: true, placeholder: '2026-01-31' }}
        aria-describedby={isWrong ? 'dates-fault dates-help' : 'dates-help'}
        aria-invalid={isWrong ? 'true' : undefined}
      />
    </div>
  )
}
