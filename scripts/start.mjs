/// `npm start`: serves the worked example from a clone. Further arguments go to `millrace start`; PORT picks the port.
import { join } from 'node:path'
import { buildWebFiles, installPackages, requireNode, root } from './prepare.mjs'

requireNode()
installPackages()
buildWebFiles()

// The command runs in this very process, so signals, the exit code and the terminal are its own.
process.chdir(root)
const command = join(root, 'packages/cli/bin/millrace.js')
stopWithNpm()
process.argv.splice(1, Infinity, command, 'start', 'examples/contact-status', ...process.argv.slice(2))
await import('../packages/cli/bin/millrace.js')

// npm hands a signal on to its shell, which dies without telling anybody: whoever stops `npm start` by its id would
// leave the server behind.
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
