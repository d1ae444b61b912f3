import { readFileSync } from 'node:fs'

/** The files of the peers' packages, by path. */
export const PEER_FILES: Record<string, string> = {
  '/ghost/signup-form.min.js': '@tryghost/signup-form/umd/signup-form.min.js',
  '/surveyjs/survey-core.min.css': 'survey-core/survey-core.min.css',
  '/surveyjs/survey.core.min.js': 'survey-core/survey.core.min.js',
  '/surveyjs/survey-js-ui.min.js': 'survey-js-ui/survey-js-ui.min.js',
  '/formbricks/index.umd.js': '@formbricks/surveys/dist/index.umd.js',
}

/** What each peer's instructions say to paste: a form with an email address and, where possible, a first name. */
type Peer = { name: string; head: string; body: string }

export const PEERS: Peer[] = [
  {
    // Asks for an address only; it has no other field.
    name: versioned('@tryghost/signup-form'),
    head: '',
    body: `<div style="min-height: 58px; max-width: 440px; margin: 0 auto; width: 100%">
<script src="/ghost/signup-form.min.js" data-button-color="#33479f" data-button-text-color="#FFFFFF"
  data-site="/" data-locale="en" async></script></div>`,
  },
  {
    // One question at a time, the address first.
    name: versioned('@formbricks/surveys'),
    head: '',
    body: `<div id="survey"></div><script src="/formbricks/index.umd.js"></script>
<script>window.formbricksSurveys.renderSurveyInline(${JSON.stringify({
      containerId: 'survey',
      brandColor: '#33479f',
      isBrandingEnabled: false,
      survey: {
        welcomeCard: { enabled: false },
        thankYouCard: { enabled: true, headline: 'Thank you.' },
        questions: [
          question('email_address', 'email', 'Email address', true),
          question('first_name', 'text', 'First name', false),
        ],
      },
    })})</script>`,
  },
  {
    name: versioned('survey-js-ui'),
    head: `<link href="/surveyjs/survey-core.min.css" rel="stylesheet">
<script src="/surveyjs/survey.core.min.js"></script><script src="/surveyjs/survey-js-ui.min.js"></script>`,
    body: `<div id="survey"></div><script>new Survey.Model(${JSON.stringify({
      elements: [
        { type: 'text', name: 'email_address', title: 'Email address', inputType: 'email', isRequired: true },
        { type: 'text', name: 'first_name', title: 'First name' },
      ],
    })}).render(document.getElementById('survey'))</script>`,
  },
]

function question(id: string, inputType: string, headline: string, required: boolean) {
  return { id, type: 'openText', inputType, headline, required, longAnswer: false, buttonLabel: 'Next' }
}

/** With the installed version. */
function versioned(name: string): string {
  const file = new URL(`../../../node_modules/${name}/package.json`, import.meta.url)
  return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`
}
