type EngineName = 'Chromium' | 'Firefox' | 'WebKit'

/** A browser engine, as far as this machine may have it. */
export type Engine = {
  name: EngineName
  /** What drives it: the browser's own program, or the driver beside it; undefined where there is none. */
  find(): string | undefined
  /** Tries to install it without a question; `find` tells whether it came. */
  install(): void
  /** What to do where it could not be installed. */
  remedy: string
  launch(program: string, options: LaunchOptions): Promise<Browser>
}

export type LaunchOptions = {
  /** False: pages run no script; the tests still look at them. */
  scripts: boolean
}

export type Browser = {
  version: string
  /** A tab for one scenario. */
  open(): Promise<Tab>
  close(): Promise<void>
}

/** What a driver has to know; everything else is said once for all engines, in the visitor. */
export type Tab = {
  /** Goes to an address, until its HTML is read; a script that does not wait may come later. */
  goto(address: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  /** CSS pixels; an engine whose window cannot be so narrow comes as near as it can. */
  resize(width: number, height: number): Promise<void>
  /** Runs a function in the page, or in the frame that was entered; it sees nothing of ours. */
  evaluate<R>(work: () => R): Promise<Awaited<R>>
  /** The element a function finds there by two words; rejects as the function throws, if there is none. */
  find(search: Search, role: string, name: string): Promise<Found>
  /** Goes on inside the page's first frame. */
  enterFrame(): Promise<void>
  leaveFrame(): Promise<void>
  /** Types into what has the focus. */
  type(text: string): Promise<void>
  press(key: Key): Promise<void>
  /** A PNG of what is to be seen. */
  screenshot(): Promise<Buffer>
}

type Search = (role: string, name: string) => HTMLElement

export type Key = 'Tab' | 'Enter' | 'ArrowDown' | 'Space'

/** An element of the page. */
export type Found = {
  click(): Promise<void>
  /** Runs a function with the element; it sees nothing else. */
  evaluate<R>(read: (element: HTMLElement) => R): Promise<Awaited<R>>
  /** Fills in the element's form with the address the browser has saved; absent where it saves none. */
  autofill?: () => Promise<void>
}

/** The address that a browser with autofill has saved. */
export const SAVED = {
  first_name: 'Mary',
  last_name: 'Rye',
  company_name: 'Juniper & Rye',
  email_address: 'mary.rye@example.com',
  phone_number: '+12175550123',
  street: '1 Mill Lane',
  city: 'Springfield',
  state: 'IL',
  postal_code: '62704',
  country: 'US',
}
