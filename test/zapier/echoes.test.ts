import { echo, ENCODINGS, everythingOf, HOST_SECRETS, leaksIn, type Encoding } from '../client/planted';
import { startScriptedKard, token, type Received } from '../support/scriptedKard';
import { AppInCore } from './inCore';
import './ownHttp';
import { purchases, userFields } from './rows';

const kard = startScriptedKard();

const { clientSecret, webhookKey, firstToken, secondToken } = HOST_SECRETS;
const SECRETS = Object.values(HOST_SECRETS);

function refusal(encode: Encoding, request: Received, id: string) {
	const told = echo(encode, request);
	return {
		status: 400,
		headers: { 'X-Echo': told.replace(/[^\x20-\x7E]/g, ' ') },
		body: { errors: [{ status: '400', title: told, detail: `No: ${told}`, id, [told]: told }] },
	};
}

async function connected(): Promise<AppInCore> {
	const app = new AppInCore({
		...{ baseUrl: kard.baseUrl, organizationId: 'org-1', clientId: 'client-1' },
		...{ clientSecret, webhookKey },
	});
	kard.answerToken(token(firstToken), token(secondToken));
	await app.connect();
	return app;
}

/** Everything that Zapier could show of how a step ended. */
async function shownBy(step: Promise<unknown>): Promise<string> {
	return everythingOf(await step.catch((error: unknown) => error));
}

describe.each(Object.entries(ENCODINGS))('an answer that repeats the secrets, written as %s', (_, encode) => {
	it('to a step: Zapier is told none of them', async () => {
		const app = await connected();
		kard.answer((request) => refusal(encode, request, 'u1'));

		const shown = await shownBy(app.run('creates', 'create_user', userFields('u1')));

		expect(shown).toContain('No: ');
		const known = [clientSecret, webhookKey, firstToken];
		expect(known.flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
	});

	it('in what a search finds: the result holds none of them', async () => {
		const app = await connected();
		kard.answer((request) => ({
			body: { data: { type: 'user', id: 'u1', attributes: { zipCode: echo(encode, request) } } },
		}));

		const shown = await shownBy(app.run('searches', 'find_user', { userId: 'u1' }));

		expect(shown).toContain('u1');
		const known = [clientSecret, webhookKey, firstToken];
		expect(known.flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
	});

	it('to the request for a token: Zapier is told none of them', async () => {
		const app = await connected();
		kard.answerToken((request) => ({ ...refusal(encode, request, ''), status: 401 }));

		const shown = await shownBy(app.connect());

		expect(shown).toContain('did not accept the client ID');
		expect([clientSecret, webhookKey].flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
	});
});

describe.each(['asItIs', 'base64url', 'percentTwice'])(
	'an answer that repeats the secrets, written as %s',
	(form) => {
		const encode: Encoding = ENCODINGS[form] ?? String;

		it('to a step that renewed the token on its way: Zapier is told none of them', async () => {
			const app = await connected();
			kard.answer({ status: 201, body: { data: [] } }, (request) =>
				request.headers.authorization === `Bearer ${firstToken}`
					? { status: 401 }
					: refusal(encode, request, 'none'),
			);

			const shown = await shownBy(
				app.run('creates', 'submit_transactions', { transactions: purchases(501), failedRows: 'report' }),
			);

			expect(kard.tokenRequests).toHaveLength(2);
			expect(shown).toContain('No: ');
			expect(SECRETS.flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
		});
	},
);
