import { FORM_PATHS } from '../../server/contract.ts'
import type { Configuration } from '../configuration/configuration.ts'
import type { Labels, OwnLanguage, Sentences } from '../messages/messages.ts'
import type { Feedback, ViewState } from './SignupForm.tsx'

type FeedbackParts = {
  /** Begins every id of the form. */
  id: string
  /** The relay's address. */
  endpoint: string
  /** The settings as a query. */
  query: string
  configuration: Configuration
  labels: Labels
  sentences: Sentences
  /** Of the site's own texts, where they are in another language than ours. */
  own?: OwnLanguage | undefined
  ownPage?: boolean | undefined
  /** True on a new page, where no script can move the focus. */
  autofocus?: boolean
}

/**
 * What answers an attempt. Several faults are summed up in a region that gets the focus, so that a screen reader reads its name
 * and its description, which is the whole list; as an alert it would be read twice. Everything else about the whole form is
 * an alert.
 */
export function feedbackOf(
  { summary, alert, quiet, openPage, attempt, status, success }: ViewState,
  parts: FeedbackParts,
): Feedback {
  const { id, endpoint, query, autofocus } = parts
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
    status: status && <span key={status}>{status}</span>,
    success: success && successOf(success, parts),
  }
}

/** What came of the sign-up, in the place of the form and below its title. */
function successOf(sentence: string, { configuration, labels, sentences, own, ownPage }: FeedbackParts) {
  const { title, messages } = configuration
  const Title = ownPage ? 'h1' : 'h2'
  const Heading = ownPage ? 'h2' : 'h3'
  const isOwn = Object.values(messages).includes(sentence)
  const { created, updated, accepted } = sentences
  // Only where the contact may have to confirm has the relay a sentence of its own.
  const isDone = isOwn || [created, updated, accepted].includes(sentence)
  return [
    (title || ownPage) && (
      <Title key="title" part={title ? 'title' : 'quiet'} {...(title && own)}>
        {title ?? labels.form}
      </Title>
    ),
    <div key="outcome" part="outcome">
      <Heading part="heading">{isDone ? sentences.done : sentences.check_inbox}</Heading>
      <p part="success" tabIndex={-1} {...(isOwn && own)}>
        {sentence}
      </p>
    </div>,
  ]
}
