const HOSTNAMES = ['localhost', '127.0.0.1', '[::1]']

/** True for the hostname of this machine, as `URL` writes it. */
export function isLoopback(hostname: string): boolean {
  return HOSTNAMES.includes(hostname)
}
