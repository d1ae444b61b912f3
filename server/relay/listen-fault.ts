import { errorCode } from '../http/error-code.ts'
import { StartError } from '../settings/settings.ts'

type Place = { host: string; port: number; portSetting: 'PORT' | 'SANDBOX_PORT' }

/** Explains why the relay cannot listen on a port, naming the setting. `error` is Node's. */
export function listenFault(error: unknown, { host, port, portSetting }: Place): StartError {
  const code = errorCode(error)
  const faults: Record<string, string> = {
    EADDRINUSE: `${portSetting} is ${port}, which another program uses: stop it, or set another port`,
    EACCES: `${portSetting} is ${port}, which this user may not use: set one above 1023`,
  }
  return new StartError([
    faults[code] ?? `HOST is ${host}, which is no address of this machine to listen on (${code})`,
  ])
}
