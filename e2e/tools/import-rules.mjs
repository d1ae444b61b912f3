/**
 * Who may import whom, as data; `imports.mjs` checks every file against it in `npm test`.
 * A path stands for a file, or for a folder and everything in it.
 */

/** The layers of the relay, lowest first. A file may import from its own folder and the layers below, never from the folder next to it. */
export const SERVER_LAYERS = [
  ['server/contract.ts'],
  ['server/time', 'server/http'],
  ['server/sign-up', 'server/brand'],
  ['server/store'],
  ['server/outbox', 'server/mail', 'server/constant-contact', 'server/admission'],
  ['server/delivery', 'server/confirmation'],
  ['server/operator'],
  ['server/routes'],
  ['server/settings'],
  ['server/console'],
  ['server/relay'],
  ['server/main.ts'],
]

/** What the relay uses of the widget, to render the same form as a page and to read the same settings. */
export const WIDGET_FOR_PAGES = [
  'widget/configuration',
  'widget/form/form-model.ts',
  'widget/form/validation.ts',
  'widget/messages',
  'widget/view',
  'widget/diagnostics/edit-distance.ts',
  'widget/diagnostics/explain.ts',
]

/**
 * What each other folder sees beside itself; the first that holds a file counts. The sandbox stands in for another
 * company's service, so it sees nothing. `faults` and the bench of the relay run parts of the relay in their own process:
 * the sandbox whose contacts they count, the database that a killed relay leaves, the route without a store.
 */
export const SEES = {
  widget: ['server/contract.ts'],
  'server/sandbox': [],
  'server/deploy': [],
  'e2e/faults': [
    'server/sandbox',
    'server/store',
    'server/operator',
    'server/testing',
    'e2e/bench/relay/load.ts',
    'e2e/support/install-from-apt.ts',
  ],
  'e2e/deployment/proxies': [
    'server/store',
    'server/testing',
    'e2e/faults',
    'e2e/support/install-from-apt.ts',
    'e2e/support/earlier-version.ts',
  ],
  'e2e/bench/relay': ['server', 'e2e/faults', 'widget/messages/build'],
  e2e: ['server/contract.ts', 'server/testing/port.ts'],
}

/** Imports that are let through, in circles too, each with its reason. One that is no longer needed is an error. */
export const EXCEPTIONS = [
  {
    from: 'server/relay',
    to: 'server/sandbox',
    why: '`npm start` runs the sandbox beside the relay, in one process',
  },
  {
    from: 'server/admission/proof/proof-agreement.test.ts',
    to: 'widget/challenge/proof-of-work.ts',
    why: 'proves that what the browser solves is what the relay checks',
  },
]
