import { startPage } from '@millrace/components'

startPage(document.getElementById('app')!)
