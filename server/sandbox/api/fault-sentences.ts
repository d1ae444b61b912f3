import type { z } from 'zod'

/** What is wrong, with the property's name first, as the vendor has it. The issue must carry its input. */
export function faultSentences(issue: z.core.$ZodIssue): string[] {
  const name = issue.path.join('.') || 'The body'
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => `${[...issue.path, key].join('.')} is not a known property`)
    case 'too_big':
      if (issue.origin === 'string') return [`${name} must be ${issue.maximum} characters or fewer`]
      if (issue.origin === 'array') return [`${name} must be ${issue.maximum} items or fewer`]
      return [`${name} does not have a valid value`]
    case 'custom':
      return [`${name} ${issue.message}`]
    default:
      return [`${name} ${issue.input === undefined ? 'is missing' : 'does not have a valid value'}`]
  }
}
