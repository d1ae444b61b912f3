import { FORM_PATHS } from '../../server/contract.ts'
import type { Feedback, ViewState } from './SignupForm.tsx'

type FeedbackParts = {
  /** Begins every id of the form. */
  id: string
  /** The relay's address. */
  endpoint: string
  /** The settings as a query. */
  query: string
  /** True on a new page, where no script can move the focus. */
  autofocus?: boolean
}

/**
 * What answers an attempt. Several faults are summed up in a region that gets the focus, so that a screen reader reads its name
 * and its description, which is the whole list; as an alert it would be read twice. Everything else about the whole form is
 * an alert.
 */
export function feedbackOf(
  { summary, alert, quiet, openPage, attempt }: ViewState,
  { id, endpoint, query, autofocus }: FeedbackParts,
): Feedback {
  const focus = autofocus ? { tabIndex: -1, autofocus } : {}
  return {
    summary: summary && (
      <section
        key={attempt}
        part="summary"
        aria-labelledby={`${id}-problem`}
        aria-describedby={`${id}-problems`}
        {...focus}
        tabIndex={-1}
      >
        <h2 part="problem" id={`${id}-problem`}>
          {summary.problem}
        </h2>
        <ul part="problems" id={`${id}-problems`}>
          {summary.entries.map(({ control, sentence, isDone }) => (
            <li part="item" key={`${control} ${sentence} ${isDone}`} aria-hidden={isDone || undefined}>
              {isDone ? (
                <s part="done">{sentence}</s>
              ) : (
                <a part="link" href={`#${id}-${control}`}>
                  {sentence}
                </a>
              )}
            </li>
          ))}
        </ul>
      </section>
    ),
    alert: alert && (
      <p key={attempt} part={quiet ? 'quiet' : 'alert'} {...focus}>
        {alert}
        {openPage && (
          <a part="link" href={`${endpoint}${FORM_PATHS.form}?${query}`} target="_blank" rel="noopener">
            {openPage}
          </a>
        )}
      </p>
    ),
  }
}
