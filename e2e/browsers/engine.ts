type EngineName = 'Chromium' | 'Firefox' | 'WebKit'

/** A browser engine that this machine may have. */
export type Engine = {
  name: EngineName
  /** What drives it: the browser's own program, or the driver beside it; undefined where there is none. */
  find(): string | undefined
  /** Tries to install it without asking; `find` says whether that worked. */
  install(): void
  /** What to do where it could not be installed. */
  remedy: string
  launch(program: string, options: LaunchOptions): Promise<Browser>
}

export type LaunchOptions = {
  /** False: pages run no script, but the tests can still inspect them. */
  scripts: boolean
  /** The environment of a display, for a browser that must be visible although it needs no display. */
  display?: Record<string, string>
}

export type Browser = {
  version: string
  /** A tab for one scenario. */
  open(): Promise<Tab>
  close(): Promise<void>
}

/** What each driver must provide; everything else is shared by all engines, in the visitor. */
export type Tab = {
  /** Goes to an address and waits until its HTML is parsed; async scripts may run later. */
  goto(address: string): Promise<void>
  reload(): Promise<void>
  back(): Promise<void>
  /** In CSS pixels; an engine whose window cannot be so narrow gets as close as it can. */
  resize(width: number, height: number): Promise<void>
  /** Runs a function in the page, or in the entered frame; it cannot use anything from this file. */
  evaluate<R>(work: () => R): Promise<Awaited<R>>
  /** The element that a function finds by role and name; rejects if the function throws because there is none. */
  find(search: Search, role: string, name: string): Promise<Found>
  /** Continues inside the page's first frame. */
  enterFrame(): Promise<void>
  leaveFrame(): Promise<void>
  /** Types into the focused element. */
  type(text: string): Promise<void>
  press(key: Key): Promise<void>
  /** A PNG of the visible page. */
  screenshot(): Promise<Buffer>
}

type Search = (role: string, name: string) => HTMLElement

export type Key = 'Tab' | 'Enter' | 'ArrowDown' | 'Space'

/** An element of the page. */
export type Found = {
  click(): Promise<void>
  /** Runs a function with the element; it cannot use anything from this file. */
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
