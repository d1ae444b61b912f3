const HOSTNAMES = ['localhost', '127.0.0.1', '[::1]']

/** True for the hostname of this machine, as `URL` writes it. */
export function isLoopback(hostname: string): boolean {
  return HOSTNAMES.includes(hostname)
}

/** True for the address of a client on this machine, as a socket reports it. */
export function isLoopbackAddress(address: string | undefined): boolean {
  return address !== undefined && /^(::1$|(::ffff:)?127\.)/.test(address)
}
