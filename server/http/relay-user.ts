/** Who must be allowed to read or write a file, in sentences that say so. */
export const RELAY_USER = `the relay’s user${process.getuid === undefined ? '' : ` (${process.getuid()})`}`
