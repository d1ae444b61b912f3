const CERTIFICATE = /CERT|TLS|SSL|EPROTO|UNABLE_TO_|SELF_SIGNED/

/** Why Constant Contact cannot be called, for the owner. `cause` is what `Facts` has. */
export function outageText(cause: string): string {
  return CERTIFICATE.test(cause)
    ? `No secure connection to Constant Contact (${cause}): check this machine’s clock, its root certificates, and any proxy in between.`
    : `The last call to Constant Contact failed (${cause}).`
}
