/**
 * What JSX becomes in signup.js: a description, without Preact. create-elements.ts turns it into elements, and the controller
 * gives it to Preact. (Preact's own runtime would bring all of Preact with it.)
 */
export function jsx(type: unknown, props: object, key?: unknown) {
  return { type, props, key }
}

export { jsx as jsxs }
