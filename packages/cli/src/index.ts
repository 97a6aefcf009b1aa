import { Command } from 'commander'

/// The `millrace` command. Each subcommand is a file beside this one and is loaded only when it is called.
export async function main(argv: readonly string[]): Promise<void> {
  const { CommandError } = await import('./commandError.ts')
  try {
    await program().parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}

function program(): Command {
  const millrace = new Command('millrace')
    .description('Builds, tests and runs Dynamic Components and Salesforce flows on your own PostgreSQL.')
    .showHelpAfterError()
    .showSuggestionAfterError()

  const flow = millrace.command('flow').description('check and run flows')
  flow
    .command('check')
    .description('find the problems in flow files without running them')
    .argument('<path...>', 'flow files, or folders with flow files')
    .option('--json', 'print JSON')
    .option('--lenient', 'take unknown custom fields as text and unknown custom objects as empty')
    .action(async (paths, options) => (await import('./flowCheck.ts')).flowCheck(paths, options))
  return millrace
}
