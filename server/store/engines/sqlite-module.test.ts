import { expect, test, vi } from 'vitest'
import { sqliteModule } from './sqlite-module.ts'

class DatabaseSync {}
const missing = (code: string) => () => Promise.reject(Object.assign(new Error('no such package'), { code }))

test('takes the SQLite of Node where there is one, and needs no package', async () => {
  const builtIn = { DatabaseSync }
  expect(await sqliteModule(builtIn, missing('ERR_MODULE_NOT_FOUND'))).toBe(builtIn)
})

test('takes the package where Node has none, or has it behind a flag', async () => {
  const installed = await import('@photostructure/sqlite')
  expect(await sqliteModule({}, async () => installed)).toBe(installed)
})

test('says the line that installs the package where both are missing', async () => {
  await expect(sqliteModule({}, missing('ERR_MODULE_NOT_FOUND'))).rejects.toMatchObject({
    fault: 'unreachable',
    message: expect.stringMatching(
      /^Node \d+\..* has no SQLite of its own\..*npm install @photostructure\/sqlite@/,
    ),
  })
})

test('does not hide why a package that is there cannot be loaded', async () => {
  await expect(sqliteModule({}, missing('ERR_DLOPEN_FAILED'))).rejects.toThrow('no such package')
})

test('swallows no warning but that of the SQLite it loads', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockReturnValue()
  await sqliteModule()
  expect(emitWarning).not.toHaveBeenCalled()
  process.emitWarning('a warning of something else')
  expect(emitWarning).toHaveBeenCalledWith('a warning of something else')
  emitWarning.mockRestore()
})
