import { renderToString } from 'preact-render-to-string'
import type { Configuration } from '../configuration/configuration.ts'
import { withCaptured } from '../configuration/prefill.ts'
import { listCountries } from '../form/address/countries.ts'
import type { Form } from '../form/form-model.ts'
import { messagesIn } from '../messages/all-languages.ts'
import { ownLanguageOf } from '../messages/language.ts'
import type { AllMessages, Labels } from '../messages/messages.ts'
import { withOwnWords } from '../messages/own-words.ts'
import { toViewState } from '../messages/view-state.ts'
import { feedbackOf } from './feedback.tsx'
import { defaultAddressFormat } from './fields/address.ts'
import type { Field } from './fields/field.ts'
import { fieldsOf } from './fields/fields.ts'
import { withLinks } from './links.tsx'
import { INITIAL_STATE, serializeState } from './prerendered.ts'
import { SignupForm } from './SignupForm.tsx'
import css from './style/all.css?inline'
import baseStyles from './style/base.css?inline'
import fieldStyles from './style/fields.css?inline'

/** The style of a form that the relay draws, for a `<style>` element. */
export const formStyles: string = css

/** Everything in a language, with the site's own words in place of ours. */
export function messagesOf({ words }: Configuration, language: string): AllMessages {
  const messages = messagesIn(language)
  return words ? withOwnWords(words, messages).messages : messages
}

/** What it needs beside if the page sets colours: see colors.ts. */
export { colorStyles } from './style/colors.ts'

type FormView = {
  configuration: Configuration
  /** The texts that the configuration was read from, by name; see `readConfiguration`. */
  settings: { [name: string]: string }
  /** The language wanted, as a BCP 47 tag; English if there are no messages in it. */
  language: string
  /** The step of the form; what was typed is shown again. */
  form: Form
  /** The path of the relay on its origin: empty, or without a slash at its end. */
  endpoint?: string
  /** What the form's address says of its look, for the address that it posts to. */
  look?: { [name: string]: string }
}

/**
 * The form as HTML: complete and able to post without script, in a placeholder, where a script takes it over in place. It is
 * the main part of its page, with the page's heading. Everything in it is escaped. It posts to `/v1/signups?<settings>` of
 * the same origin, under the path of the relay.
 */
export function renderForm({
  settings,
  language,
  form,
  endpoint = '',
  look = {},
  ...view
}: FormView): string {
  const configuration = withLinks(view.configuration)
  const messages = messagesOf(configuration, language)
  const { labels, sentences } = messages
  const fields = drawnFields(configuration, labels)
  const viewState = toViewState(form, configuration, fields, messages)
  const query = `${new URLSearchParams({ ...settings, ...look })}`
  const own = ownLanguageOf(configuration.language ?? '', labels, configuration.language)
  const page = { id: 'signup', endpoint, query, configuration, labels, sentences, own, ownPage: true }
  const state = {
    form: form.kind === 'accepted' ? form : { ...form, values: {} },
    viewState,
    ownPage: true,
  }
  return renderToString(
    <main
      class="signup-widget"
      {...attributesOf(settings)}
      data-isolation="none"
      data-state={viewState.state}
    >
      <SignupForm
        {...page}
        dir={configuration.dir ?? labels.dir}
        fields={fields}
        viewState={viewState}
        feedback={feedbackOf(viewState, { ...page, autofocus: true })}
        values={form.kind === 'accepted' ? {} : form.values}
        drawn={serializeState(state)}
      />
    </main>,
  )
}

type SnippetView = Omit<FormView, 'form' | 'endpoint' | 'look'> & {
  /** The relay's address. */
  endpoint: string
  /** HTML for browsers without declarative shadow DOM. */
  otherwise: string
}

/** A placeholder with the form in it, to be copied into a page: visitors can type and post before any script has loaded. */
export function renderSnippet(view: SnippetView): string {
  const { settings, language, endpoint, otherwise } = view
  const configuration = withLinks(view.configuration)
  const { labels } = messagesOf(configuration, language)
  const fields = drawnFields(configuration, labels)
  const form = renderToString(
    <SignupForm
      id="signup"
      configuration={configuration}
      labels={labels}
      dir={configuration.dir ?? labels.dir}
      own={ownLanguageOf(configuration.language ?? '', labels, configuration.language)}
      fields={fields}
      viewState={INITIAL_STATE.viewState}
      values={{}}
      endpoint={endpoint}
      query={`${new URLSearchParams(settings)}`}
      ownPage={false}
      drawn={serializeState(INITIAL_STATE)}
    />,
  )
  const inner = `<template shadowrootmode="open"><style>${styleOf(fields)}</style>${form}</template>${otherwise}`
  const placeholder = renderToString(<div class="signup-widget" {...attributesOf(settings)} />)
  return placeholder.replace(/(?=<\/div>$)/, () => inner)
}

/** The styles of a form that nobody has touched; the controller brings the rest. These bytes are part of the page itself. */
function styleOf(fields: Field[]): string {
  const isPlain = fields.every(({ kind }) => kind === 'text' || kind === 'hidden')
  return isPlain ? baseStyles : baseStyles + fieldStyles
}

function attributesOf(settings: { [name: string]: string }) {
  return Object.fromEntries(Object.entries(settings).map(([name, text]) => [`data-${name}`, text]))
}

/** The fields of a form that the relay draws, with the countries as Node orders and names them; a browser keeps them unchanged. */
export function drawnFields(given: Configuration, labels: Labels): Field[] {
  const configuration = { ...given, customFields: withCaptured(given) }
  const addressOptions = { countries: listCountries(labels.language), format: defaultAddressFormat(labels) }
  return fieldsOf(configuration, labels, addressOptions)
}
