import { spawn } from 'node:child_process'

/** A program's working directory and standard input. */
export type RunOptions = { cwd?: string; env?: NodeJS.ProcessEnv; input?: string }

/** Runs a program; resolves to its output, or rejects with all of it. */
export function run(program: string, words: string[], { cwd, env, input = '' }: RunOptions = {}) {
  return new Promise<string>((resolve, reject) => {
    const process_ = spawn(program, words, { cwd, env: { ...process.env, ...env } })
    let written = ''
    let said = ''
    process_.stdout.setEncoding('utf8').on('data', (text: string) => (written += text))
    process_.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
    process_.once('error', reject)
    process_.once('close', (code) => {
      if (code === 0) resolve(written)
      else reject(new Error(`${program} ${words.join(' ')} ended with ${code}:\n${written}${said}`))
    })
    process_.stdin.end(input)
  })
}
