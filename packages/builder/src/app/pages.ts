import { startPage } from '@millrace/components'
import { setupEntries } from '../setup/setupEntries.ts'

startPage(document.getElementById('app')!, { setup: Object.values(setupEntries) })
