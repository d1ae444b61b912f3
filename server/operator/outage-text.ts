import { SAME_TOKEN } from '../constant-contact/oauth/grants.ts'

/** Node's and OpenSSL's codes. */
const INSECURE =
  /CERT|TLS|SSL|EPROTO|UNABLE_TO_|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH|CRL/

/** True where no connection can be made that is secure: that does not pass by itself. `cause` is what `Facts` has. */
export function isInsecure(cause: string | null): cause is string {
  return cause !== null && INSECURE.test(cause)
}

/** Why Constant Contact cannot be called, for the owner. */
export function outageText(cause: string): string {
  if (cause === SAME_TOKEN)
    return 'Constant Contact rejects its access token, and issues the same one again when the relay asks for another.'
  return isInsecure(cause)
    ? `No secure connection to Constant Contact (${cause}): check this machine’s clock, its root certificates, and any proxy in between.`
    : `The last call to Constant Contact failed (${cause}).`
}
