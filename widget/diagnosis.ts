import type { ConfigurationFault } from './configuration.ts'
/** x */
export function explain({ attribute, text }: ConfigurationFault): string {
  return `data-${attribute} ${text ? `“${text}” cannot be read` : 'is missing'}`
}
