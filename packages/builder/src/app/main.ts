import { startPage } from '@millrace/components'
import { setupRoutes } from '../setup/routes.ts'

startPage(document.getElementById('app')!, { routes: setupRoutes })
