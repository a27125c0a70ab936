import type { KardClient } from '../../shared';
import type { SmokeSettings } from './settings';
import {
	attempt,
	clientWith,
	createUser,
	deleteUser,
	fetchToken,
	findOffers,
	findOrganization,
	mayReadOffers,
	type Finding,
} from './steps';

/** Prints one line. */
type Print = (line: string) => void;

/** One step after the other, each told in one line. */
class Steps {
	allOk = true;

	constructor(private readonly print: Print) {}

	async take(name: string, step: () => Promise<Finding>): Promise<boolean> {
		const { ok, text } = await attempt(step);
		this.print(`${(ok ? 'ok' : 'missing').padEnd(9)}${name.padEnd(14)}${text}`);
		this.allOk &&= ok;
		return ok;
	}
}

/** Removes what must never be printed, should an answer of Kard's repeat it. */
function discreet(print: Print, secrets: readonly string[]): Print {
	return (line) => {
		print(secrets.reduce((text, secret) => text.replaceAll(secret, '***'), line));
	};
}

async function withTestUser(kard: KardClient, steps: Steps, settings: SmokeSettings): Promise<void> {
	const id = `kard-smoke-${Date.now().toString(36)}`;
	const enrolled = await steps.take('Create user', () => createUser(kard, id));
	const userId = settings.userId ?? (enrolled ? id : undefined);
	await steps.take('Offers', () => (userId === undefined ? mayReadOffers(kard) : findOffers(kard, userId)));
	if (enrolled) await steps.take('Delete user', () => deleteUser(kard, id));
}

/** What comes after a step that everything else stands on would only repeat what it said. */
function stopHere(print: Print): false {
	print('The other steps were not tried.');
	return false;
}

/**
 * Asks Kard for a token, the organization and one user's offers, and prints what each step found.
 * @returns whether everything works
 */
export async function runSmoke(settings: SmokeSettings, write: boolean, print: Print): Promise<boolean> {
	print(`Kard at ${settings.baseUrl}, organization ${settings.organizationId}`);
	let token = '';
	const first = new Steps(discreet(print, [settings.credentials.clientSecret]));
	const hasToken = await first.take('Token', async () => {
		const fetched = await fetchToken(settings);
		({ token } = fetched);
		return { ok: true, text: `good for ${String(fetched.minutes)} minutes` };
	});
	if (!hasToken) return stopHere(print);

	const steps = new Steps(discreet(print, [settings.credentials.clientSecret, token]));
	const kard = clientWith(token, settings);
	if (!(await steps.take('Organization', () => findOrganization(kard, settings)))) return stopHere(print);
	const { userId } = settings;
	if (write) await withTestUser(kard, steps, settings);
	else {
		await steps.take('Offers', () => (userId === undefined ? mayReadOffers(kard) : findOffers(kard, userId)));
	}
	return steps.allOk;
}
