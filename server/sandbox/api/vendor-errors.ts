/** Constant Contact's error bodies: an array if the data is invalid, an object if the call is refused. */

/** 400. One message lists all errors, each beginning with the property's name. */
export function invalidData(messages: string[]): Response {
  return errorList(400, 'contacts.api.validation.error', messages.join(', '))
}

export function unknownId(status: 400 | 404, what: string): Response {
  return errorList(status, 'contacts.api.not_found', `${what} was not found.`)
}

export function conflict(message: string): Response {
  return errorList(409, 'contacts.api.conflict', message)
}

/** 415, without a body because none is documented. */
export function notJson(): Response {
  return new Response(null, { status: 415 })
}

export function unauthorized(): Response {
  return Response.json({ error_key: 'unauthorized', error_message: 'Unauthorized' }, { status: 401 })
}

export function accessDenied(): Response {
  const error_message = 'Request forbidden due to insufficient user privileges.'
  return Response.json({ error_key: 'access_denied', error_message }, { status: 403 })
}

export function throttled(): Response {
  return Response.json({ error_key: 'throttled', error_message: 'Too Many Requests' }, { status: 429 })
}

export function quotaExceeded(): Response {
  return Response.json({ error_key: 'quota_exceeded', error_message: 'Limit Exceeded' }, { status: 429 })
}

/** The documented response for a status; empty if no body is documented. */
export function documentedResponse(status: number): Response {
  switch (status) {
    case 400:
      return invalidData(['Email address is invalid'])
    case 401:
      return unauthorized()
    case 403:
      return accessDenied()
    case 404:
      return unknownId(404, 'The requested resource')
    case 409:
      return conflict('Simultaneous requests on the same contact.')
    case 429:
      return throttled()
    default:
      return new Response(null, { status })
  }
}

function errorList(status: number, error_key: string, error_message: string): Response {
  return Response.json([{ error_key, error_message }], { status })
}
