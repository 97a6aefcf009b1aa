import { startPage } from '@millrace/components'
import { setupRoutes } from '../setup/routes.ts'
import { setupEntries } from '../setup/setupEntries.ts'

startPage(document.getElementById('app')!, { routes: setupRoutes, setup: Object.values(setupEntries) })
