import { installTestBrowser } from './browser.ts'

/** Playwright calls this once before all tests; its workers read the browser's path afterwards. */
export default installTestBrowser
