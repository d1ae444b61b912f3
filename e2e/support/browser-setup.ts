import { installChromium } from './browser.ts'

/** Playwright calls this once before all tests; its workers read the configuration, and so the path, afterwards. */
export default installChromium
