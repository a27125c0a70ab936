import { parseArgs } from 'node:util';
import { runSmoke } from './smoke/run';
import { readSettings } from './smoke/settings';

const HELP = `Asks Kard for a token, your organization and one user's offers, and says what is missing.

  npm run smoke                 reads only
  npm run smoke -- --write      also enrolls a test user and deletes it again (not in production)

Environment variables:
  KARD_CLIENT_ID         the client ID that Kard gave you
  KARD_CLIENT_SECRET     the client secret that belongs to it
  KARD_ORGANIZATION_ID   the ID of your issuer organization at Kard
  KARD_ENVIRONMENT       sandbox (the default) or production
  KARD_BASE_URL          another address of the API, instead of an environment's
  KARD_TOKEN_URL         where tokens are asked for, if not at the API itself
  KARD_TARGET_ISSUER     the issuer to act for, if your credentials cover several
  KARD_USER_ID           a user whose offers to list

It ends with 0 when everything works, 1 when something is missing, 2 when a variable has to be set first.
`;

function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

function complain(error: unknown): void {
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`${message}\n\nSee npm run smoke -- --help.\n`);
	process.exitCode = 2;
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
	});
	if (values.help === true) {
		process.stdout.write(HELP);
		return;
	}
	const settings = readSettings(process.env, values.write);
	const works = await runSmoke(settings, values.write, print);
	print(works ? 'Everything asked for works.' : 'Something is missing. See above.');
	if (!works) process.exitCode = 1;
}

main().catch(complain);
