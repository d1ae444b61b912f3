import { z } from 'zod'
import { parseOriginPattern } from '../admission/origins.ts'
import { CAPTCHAS } from '../admission/proof/captcha.ts'
import { parseCidr } from '../admission/rate/networks.ts'
import { isEmailAddress, isUuid } from '../contract.ts'
import { POLICIES } from '../delivery/policy.ts'
import { parseMailFrom } from '../mail/mail-from.ts'
import { isSmtpUrl } from '../mail/transport.ts'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]']
const SHORTEST_SECRET = 32

const listed = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''))
const flag = z.enum(['true', 'false'], 'must be true or false').transform((text) => text === 'true')
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`)

function isWebOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return (
    url !== undefined && /^https?:$/.test(url.protocol) && `${url.pathname}${url.search}${url.hash}` === '/'
  )
}
function isSafeAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname))
}
const vendorAddress = z
  .string()
  .refine(isSafeAddress, 'must be an https address, or http on a loopback address')
  .transform((text) => text.replace(/\/+$/, ''))

/** What every message about `EXISTING_CONTACTS` explains. */
export const POLICY_CHOICE = `says what a sign-up may do to a contact who exists already:
    update    what was typed is stored, as sign_up_form does: whoever types an address changes the contact it belongs to
    complete  the same, but a contact who is on every list already is left alone
    append    a contact is added to the lists and nothing else of theirs changes; one who left is asked by Constant Contact
    verify    the contact gets an email, and nothing changes until they confirm (needs SMTP_URL, MAIL_FROM, SITE_NAME)`

/** Every variable the relay knows: its shape, its default, and what to write instead. */
export const environment = z.object({
  PORT: wholeNumber(0, 65_535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(isWebOrigin, 'must be an origin such as https://signup.example.org, without a path')
    .transform((text) => new URL(text).origin)
    .optional(),
  SANDBOX_PORT: wholeNumber(0, 65_535).default(8081),
  CTCT_CLIENT_ID: z.string().optional(),
  CTCT_CLIENT_SECRET: z.string().optional(),
  CTCT_REFRESH_TOKEN: z.string().optional(),
  CTCT_API_URL: vendorAddress.default('https://api.cc.email/v3'),
  CTCT_AUTH_URL: vendorAddress.default('https://authz.constantcontact.com/oauth2/default/v1'),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.|postgres(ql)?:\/\/.)/, 'must be file:PATH or postgres://…')
    .optional(),
  SECRET_KEY: listed
    .refine(
      (keys) => keys.every((key) => key.length >= SHORTEST_SECRET),
      `must have ${SHORTEST_SECRET} characters or more`,
    )
    .optional(),
  ALLOWED_ORIGINS: listed
    .superRefine((items, context) => {
      for (const item of items) {
        if (parseOriginPattern(item)) continue
        const message = `has "${item}", which is neither an origin such as https://www.example.org nor a pattern such as https://*.example.org`
        context.addIssue({ code: 'custom', message })
      }
    })
    .optional(),
  ALLOWED_LISTS: listed
    .superRefine((items, context) => {
      for (const item of items) {
        if (!isUuid(item)) context.addIssue({ code: 'custom', message: `has "${item}", which is no list id` })
      }
    })
    .transform((items) => items.map((item) => item.toLowerCase()))
    .optional(),
  EXISTING_CONTACTS: z.enum(POLICIES, POLICY_CHOICE).optional(),
  CONFIRMED_OPT_IN: flag.default(false),
  REVEAL_OUTCOME: flag.default(true),
  RELAY_PATIENCE_MS: wholeNumber(0, 8_000).default(2_000),
  RATE_PER_NETWORK: wholeNumber(0, 100_000).default(30),
  PROOF_OF_WORK: z.enum(['auto', 'always', 'off'], 'must be auto, always or off').default('auto'),
  CAPTCHA: z.enum(CAPTCHAS, `must be ${CAPTCHAS.join(', ')}, or absent`).optional(),
  CAPTCHA_SITE_KEY: z.string().optional(),
  CAPTCHA_SECRET: z.string().optional(),
  CAPTCHA_VERIFY_URL: z
    .string()
    .refine(isSafeAddress, 'must be an https address, or http on a loopback address')
    .optional(),
  TRUSTED_PROXIES: listed
    .superRefine((items, context) => {
      for (const item of items) {
        const message = `has "${item}", which is neither an address nor a network such as 10.0.0.0/8`
        if (!parseCidr(item)) context.addIssue({ code: 'custom', message })
      }
    })
    .default([]),
  API_KEYS: listed
    .refine(
      (keys) => keys.every((key) => key.length >= SHORTEST_SECRET),
      `must have ${SHORTEST_SECRET} characters or more`,
    )
    .default([]),
  RETENTION_HOURS: wholeNumber(1, 8_760).default(24),
  CONSENT_RETENTION_DAYS: wholeNumber(1, 36_500).default(1_095),
  METRICS_TOKEN: z
    .string()
    .min(SHORTEST_SECRET, `must have ${SHORTEST_SECRET} characters or more`)
    .optional(),
  SMTP_URL: z.string().refine(isSmtpUrl, 'must be smtp://… or smtps://…').optional(),
  MAIL_FROM: z
    .string()
    .transform((text, context) => {
      const from = parseMailFrom(text)
      if (from) return from
      context.addIssue({
        code: 'custom',
        message: 'must be an address, or a name and an address: Juniper & Rye <hello@example.org>',
      })
      return z.NEVER
    })
    .optional(),
  SITE_NAME: z
    .string()
    .trim()
    .regex(/^[^\p{Cc}]{1,100}$/u, 'must be one line of 100 characters at most')
    .optional(),
  ALERT_EMAIL: z.string().refine(isEmailAddress, 'must be an email address').optional(),
  ALERT_WEBHOOK: z
    .string()
    .refine(isSafeAddress, 'must be an https address, or http on a loopback address')
    .optional(),
  MAX_WAITING: wholeNumber(1, 100_000_000).default(1_000_000),
})

export type Environment = z.output<typeof environment>
