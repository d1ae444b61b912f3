// Most logic is tested without a document, and without the library that waits for one.
if ('document' in globalThis) {
  const { configure } = await import('@testing-library/preact')
  // A slow machine is no failure; what never comes still ends.
  configure({ asyncUtilTimeout: 60_000 })
}

export {}
