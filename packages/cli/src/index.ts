import { Command, Option } from 'commander'

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

/// The command with its subcommands, arguments and options.
export function program(): Command {
  const millrace = new Command('millrace')
    .description('Builds, tests and runs Dynamic Components and Salesforce flows on your own PostgreSQL.')
    .showHelpAfterError()
    .showSuggestionAfterError()

  millrace
    .command('init')
    .description('make an empty project: a Salesforce DX folder')
    .argument('<dir>', 'the folder to make; what is in it already stays')
    .action(async dir => (await import('./init.ts')).init(dir))

  millrace
    .command('start')
    .description('serve a project in the browser')
    .argument('[dir]', 'the project: a Salesforce DX folder', '.')
    .addOption(new Option('--port <number>', 'where to listen').env('PORT').default('3333'))
    .option('--host <address>', 'the address to listen on; 0.0.0.0 lets other machines in', '127.0.0.1')
    .addOption(publicUrlOption())
    .addOption(databaseOption())
    .action(async (dir, options) => (await import('./start.ts')).start(dir, options))

  millrace
    .command('sign-in')
    .description('print a new link that signs one browser in')
    .argument('[dir]', 'the project', '.')
    .addOption(new Option('--port <number>', 'where the server listens').env('PORT').default('3333'))
    .addOption(publicUrlOption())
    .addOption(databaseOption())
    .action(async (dir, options) => (await import('./credentials.ts')).signIn(dir, options))

  millrace
    .command('token')
    .description('print an API token for scripts; it works for 90 days')
    .argument('[dir]', 'the project', '.')
    .addOption(databaseOption())
    .action(async (dir, options) => (await import('./credentials.ts')).token(dir, options))

  millrace
    .command('password')
    .description('set the password of a user; it is asked for, or read from standard input')
    .argument('<username>', 'such as admin@millrace.example')
    .argument('[dir]', 'the project', '.')
    .addOption(databaseOption())
    .action(async (username, dir, options) => (await import('./password.ts')).password(username, dir, options))

  const flow = millrace.command('flow').description('check and run flows')
  flow
    .command('check')
    .description('find the problems in flow files without running them')
    .argument('<path...>', 'flow files, or folders with flow files')
    .option('--json', 'print JSON')
    .option('--lenient', 'take unknown custom fields as text and unknown custom objects as empty')
    .action(async (paths, options) => (await import('./flowCheck.ts')).flowCheck(paths, options))
  flow
    .command('run')
    .description('run an autolaunched flow once')
    .argument('<flow>', 'an API name in the project, or a flow file')
    .option('--inputs <json>', 'the input variables: JSON, or @file', '{}')
    .option('--records <file>', 'records to insert before (the shape of sf data export tree); implies --scratch')
    .option('--project <dir>', 'the project', '.')
    .option('--scratch', 'run on a throw-away database with the example data')
    .option('--advance', 'do not wait where the flow waits for a time: move the clock there')
    .option('--json', 'print the REST result and the trace')
    .option('--trace [form]', 'print what happened: as a story, or with "log" as lines of a debug log')
    .addOption(databaseOption())
    .action(async (name, options) => (await import('./flowRun.ts')).flowRun(name, options))

  millrace
    .command('query')
    .description('run a SOQL query')
    .argument('<soql>')
    .option('--project <dir>', 'the project', '.')
    .option('--json', 'print the REST result')
    .addOption(databaseOption())
    .action(async (soql, options) => (await import('./query.ts')).query(soql, options))

  const data = millrace.command('data').description('load and save records as files')
  data
    .command('import')
    .description('load records: CSV, JSON in the shape of sf data export tree, or a plan of such files')
    .argument('<file...>')
    .option('--object <name>', "of which object the rows of a CSV are; its file's name when not given")
    .option('--external-id <field>', 'update the records that have the same value there')
    .option('--project <dir>', 'the project', '.')
    .addOption(databaseOption())
    .action(async (files, options) => (await import('./dataImport.ts')).dataImport(files, options))
  data
    .command('export')
    .description('write what a query finds to a file: CSV when its name ends so, else JSON with references')
    .requiredOption('--query <soql>', 'the query')
    .requiredOption('--output <file>', 'where to write')
    .option('--project <dir>', 'the project', '.')
    .addOption(databaseOption())
    .action(async options => (await import('./dataExport.ts')).dataExport(options))

  millrace
    .command('test')
    .description('run scenarios and Salesforce flow tests, each in a transaction that is undone')
    .argument('[path...]', '*.scenario.json and *.flowtest-meta.xml files, or folders with some')
    .option('--project <dir>', 'the project; by default the one around the first path')
    .option('--json', 'print JSON')
    .option('--junit <file>', 'write a JUnit report')
    .option('--coverage', 'show which elements of the flows ran')
    .option('--watch', 'stay, and run again what a changed file touches, until Ctrl-C')
    .action(async (paths, options) => (await import('./test.ts')).test(paths, options))

  return millrace
}

const publicUrlOption = () =>
  new Option(
    '--public-url <url>',
    'what people type when a proxy stands before the server, such as https://millrace.example.com',
  ).env('MILLRACE_PUBLIC_URL')

const databaseOption = (): Option =>
  new Option('--database <url>', 'your own PostgreSQL instead of the embedded one').env('DATABASE_URL')
