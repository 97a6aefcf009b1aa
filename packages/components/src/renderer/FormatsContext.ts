import { createContext } from 'react'
import type { Formats } from '../dataTable/cellText.ts'

/// How the running user reads numbers and dates.
export const FormatsContext = createContext<Formats>({ locale: 'en-US', timeZone: 'UTC', currency: 'USD' })
