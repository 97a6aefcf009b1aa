import type { ComponentHost } from '@millrace/runtime'
import { createContext } from 'react'

/// The place that the Dynamic Component around runs in, for those nested in it.
export const HostContext = createContext<ComponentHost | undefined>(undefined)
