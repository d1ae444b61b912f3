import { NEXT } from './next-software.ts'
import type { Software } from './software.ts'
import { WORDPRESS } from './wordpress-software.ts'

export const ALL_SOFTWARE: Software[] = [WORDPRESS, NEXT]
