import { inspect } from 'node:util';
import {
	KardApiError,
	KardAuthenticationError,
	KardConflictError,
	KardError,
	KardNotFoundError,
	KardPermissionError,
	KardRateLimitError,
	type KardClient,
} from '../../shared';
import { failure, fakeKard, rejection, token, type Behaviour } from './fakeKard';
import { kardUnderTest } from './kardUnderTest';

const kard = fakeKard();
const EMAIL = 'jordan@example.com';
const CARD = '4111111111111111';

/** Everything of an error that a log could show. */
function everythingOf(error: unknown): string {
	const shown = inspect(error, { showHidden: true, depth: Infinity, getters: true });
	return [String(error), JSON.stringify(error), shown].join('\n');
}

describe('the class of an error', () => {
	it.each([
		[400, KardApiError, /refused the request \(400\).*Kard says: The reason/],
		[401, KardAuthenticationError, /did not accept the credentials \(401\).*Check the client ID/],
		[403, KardPermissionError, /not allowed.*\(403\).*permission it needs is user:read.*Ask Kard/],
		[404, KardNotFoundError, /found nothing there \(404\).*Check the ID.*organization ID.*Kard says/],
		[409, KardConflictError, /exists at Kard already \(409\).*Kard says/],
		[413, KardApiError, /too large for Kard \(413\).*fewer rows/],
		[422, KardApiError, /refused the request \(422\)/],
		[429, KardRateLimitError, /slow down \(429\).*later.*fewer requests/],
		[500, KardApiError, /problem of its own \(500\).*Try again later/],
		[418, KardApiError, /status 418.*Kard says/],
	])('%i: %p, in plain words', async (status, Class, message) => {
		kard.answer(failure(status, 'The reason.', { 'X-Request-Id': 'req-1' }));

		const error = await rejection(kard.client({ maxRetries: 0 }).users.get('user-1'));

		expect(error).toBeInstanceOf(Class);
		expect(error).toBeInstanceOf(KardError);
		expect(error).toHaveProperty('constructor', Class);
		expect(error).toHaveProperty('name', Class.name);
		expect(error).toHaveProperty('message', expect.stringMatching(message));
		expect(error).toMatchObject({
			statusCode: status,
			body: { errors: [{ detail: 'The reason.' }] },
			errors: [{ status: String(status), title: 'Error', detail: 'The reason.' }],
			headers: { 'x-request-id': 'req-1' },
		});
	});

	it('a rate limit says for how long, in time and in words', async () => {
		kard.answer(failure(429, 'Slow down.', { 'Retry-After': '30' }));

		const error = await rejection(kard.client({ maxRetries: 0 }).users.get('user-1'));

		expect(error).toMatchObject({ retryAfterMs: 30_000 });
		expect(error).toHaveProperty('message', expect.stringContaining('wait 30 seconds'));
	});

	it.each([
		[1_000, '1 second.'],
		[119_000, '119 seconds'],
		[120_000, '2 minutes'],
		[7_200_000, '2 hours'],
		[5_400_000, '90 minutes'],
	])('%i ms are %s', async (ms, words) => {
		kard.answer(failure(429, 'Slow down.', { 'Retry-After': String(ms / 1_000) }));

		const error = await rejection(kard.client({ maxRetries: 0 }).users.get('user-1'));

		expect(error).toHaveProperty('message', expect.stringContaining(words));
	});

	it('the first reason that is given is told: the detail, else the title', async () => {
		kard.answer({ status: 400, body: { errors: [{ status: 400 }, { title: 'Bad ZIP' }] } });

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('message', 'Kard refused the request (400). Kard says: Bad ZIP');
		expect(error).toHaveProperty('errors', [{ status: '400' }, { title: 'Bad ZIP' }]);
	});

	it.each<[unknown, string]>([
		[{ message: 'Bad ZIP' }, 'Bad ZIP'],
		[{ error: 'Bad ZIP' }, 'Bad ZIP'],
		[{ error: { message: 'Bad ZIP' } }, 'Bad ZIP'],
		[{ error: 'invalid', error_description: 'Bad ZIP' }, 'Bad ZIP'],
		[{ errors: { zipCode: ['is bad'] } }, 'zipCode: is bad'],
		[{ detail: 'Bad ZIP' }, 'Bad ZIP'],
		['Bad ZIP', 'Bad ZIP'],
		['Bad\n\tZIP\n', 'Bad ZIP'],
		['"Bad ZIP"', 'Bad ZIP'],
		[{ message: `No user ${EMAIL}` }, 'No user •••@•••'],
		[`No user ${EMAIL}`, 'No user •••@•••'],
	])('the reason in %j is told', async (body, reason) => {
		kard.answer({ status: 400, body });

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('message', `Kard refused the request (400). Kard says: ${reason}`);
	});

	it.each(['<html><body>Bad Gateway</body></html>', '{"errors":[{"detail":"broken', 'x'.repeat(501)])(
		'a page, a broken-off document and a long text are no reason: %.20s',
		async (body) => {
			kard.answer({ status: 400, body });

			const error = await rejection(kard.client().users.get('user-1'));

			expect(error).toHaveProperty('message', 'Kard refused the request (400).');
		},
	);

	it.each([401, 413, 429])('the reason is told for status %i as well', async (status) => {
		kard.answer(failure(status, 'The reason.'));

		const error = await rejection(kard.client({ maxRetries: 0 }).users.get('user-1'));

		expect(error).toHaveProperty('message', expect.stringMatching(/ Kard says: The reason\.$/));
	});

	it('a reason of three megabytes is cut to 500 characters, and so is what the error holds of it', async () => {
		kard.answer(failure(400, `${'x'.repeat(480)} ${EMAIL} ${'y '.repeat(1_500_000)}`));

		const error = await rejection(kard.client().users.get('user-1'));

		const [said, reason = ''] = String(error).split(' Kard says: ');
		expect(said).toMatch(/\(400\)\.$/);
		expect(reason).toHaveLength(500);
		expect(reason).toMatch(/^x{480} •••@••• [y ]+…$/);
		expect(everythingOf(error).length).toBeLessThan(20_000);
	});

	it('an answer that is nested without end, or has no end of errors, is held as far as is useful', async () => {
		const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		const many = JSON.stringify(Array.from({ length: 50_000 }, () => ({ detail: 'again and again' })));
		kard.answer({
			status: 400,
			body: `{"errors":[{"detail":"The reason."}],"deep":${deep},"errorsToo":${many}}`,
		});

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('message', 'Kard refused the request (400). Kard says: The reason.');
		expect(JSON.stringify(error).length).toBeLessThan(300_000);
	});

	it.each([{ status: 400, body: {} }, { status: 400, body: { errors: [] } }, { status: 400 }])(
		'an error answer without errors: %j',
		async (reply) => {
			kard.answer(reply);

			const error = await rejection(kard.client().users.get('user-1'));

			expect(error).toHaveProperty('message', 'Kard refused the request (400).');
			expect(error).toHaveProperty('errors', []);
		},
	);
});

describe('an error answer that echoes what it should not', () => {
	const real = kardUnderTest();

	it('masks the token in the name of a header as well', async () => {
		kard.answer({ status: 400, headers: { 'X-Token-1': '1' }, body: {} });

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('headers.x-•••', '1');
		expect(everythingOf(error)).not.toContain('token-1');
	});

	it('masks the email and the other personal data that were sent, wherever they come back', async () => {
		const echo = `${EMAIL} +15555550123 1990 are not right`;
		kard.answer({
			status: 400,
			headers: { 'X-Echo': EMAIL, 'X-Phone': '+15555550123' },
			body: {
				errors: [{ status: '400', title: EMAIL, detail: echo, source: { pointer: `/data/${EMAIL}` } }],
				[EMAIL]: { birthYear: 1990, phone: ['+15555550123'] },
			},
		});
		const attributes = {
			enrolledRewards: [],
			email: EMAIL,
			phoneNumber: '+15555550123',
			birthYear: '1990',
		};

		const error = await rejection(
			kard.client().users.update('user-1', attributes, { email: 'hashAndAddress' }),
		);

		expect(error).toHaveProperty(
			'message',
			expect.stringContaining('Kard says: •••@••• ••• ••• are not right'),
		);
		expect(error).toHaveProperty('body.errors[0].detail', '•••@••• ••• ••• are not right');
		for (const secret of [EMAIL, 'jordan', '5555550123', '1990']) {
			expect(everythingOf(error)).not.toContain(secret);
		}
	});

	it('masks the hash of an email, from which the address could be told', async () => {
		kard.answer(({ body }) => {
			const [hash = ''] = /[0-9a-f]{64}/.exec(body) ?? [];
			return failure(409, `${hash} is another user's`);
		});

		const error = await rejection(
			kard.client().users.update('user-1', { enrolledRewards: [], email: EMAIL }),
		);

		expect(error).toHaveProperty('message', expect.stringContaining('Kard says: •••'));
		expect(everythingOf(error)).not.toMatch(/[0-9a-f]{64}/);
	});

	it.each([CARD, '4111 1111 1111 1111', '4111-1111-1111-1111', '5555555555554444', '378282246310005'])(
		'masks the card number %s, also where it was not sent',
		async (number) => {
			kard.answer(failure(400, `card ${number} is unknown`, { 'X-Card': number }));

			const error = await rejection(kard.client().users.get('user-1'));

			expect(error).toHaveProperty('message', expect.stringContaining('card ••• is unknown'));
			expect(everythingOf(error)).not.toContain(number);
		},
	);

	it('masks the last four digits and the BIN that were sent, in a raw request as well', async () => {
		kard.answer(failure(400, 'no card 411111 ending in 4242'));
		const body = { data: [{ attributes: { cardBIN: '411111', cardLastFour: '4242' } }] };

		const error = await rejection(kard.client().request({ method: 'POST', path: '/v2/thing', body }));

		expect(error).toHaveProperty('message', expect.stringContaining('no card ••• ending in •••'));
	});

	it('with the sandbox, which repeats what it refuses', async () => {
		const refused = 'jordan doe@example.com';
		const attributes = { enrolledRewards: [], email: refused, birthYear: 'nineteen' };
		const path = `/v2/issuers/${real.sandbox.organizationId}/users/user-shopper`;
		const body = { data: { type: 'user', id: 'user-shopper', attributes } };

		const error = await rejection(real.client().request({ method: 'PUT', path, body }));

		expect(error).toMatchObject({ statusCode: 400 });
		for (const secret of ['jordan', 'nineteen']) expect(everythingOf(error)).not.toContain(secret);
		expect(error).toHaveProperty('message', expect.stringContaining('email'));
	});
});

describe('no error shows a secret', () => {
	const SECRET = 'secret-of-client-1';
	const TOKEN = 'token-that-nobody-may-see';
	const BASIC = Buffer.from(`client-1:${SECRET}`).toString('base64');
	const echo = `${SECRET} Bearer ${TOKEN} Basic ${BASIC}`;

	const update = (client: KardClient) =>
		client.users.update('user-1', { enrolledRewards: [], email: EMAIL }, { email: 'address' });

	it.each<[string, Behaviour]>([
		['an echo of all of it', failure(400, echo, { 'X-Echo': TOKEN })],
		['a server error', failure(500, echo)],
		['401', failure(401, echo)],
		['a redirect', { status: 302, headers: { Location: `https://example.com/?token=${TOKEN}` } }],
		['a web page', { status: 404, body: `<html>${echo}</html>` }],
		['a dropped connection', 'drop'],
		['no answer in time', 'hang'],
		['half an answer', (_, response) => void response.writeHead(200, { 'Content-Length': 99 }).end(echo)],
	])('%s', async (_, behaviour) => {
		kard.answerToken(token(TOKEN));
		kard.answer(behaviour);

		const error = await rejection(update(kard.client({ maxRetries: 0, timeoutMs: 300 })));

		expect(error).toBeInstanceOf(KardError);
		for (const secret of [SECRET, TOKEN, EMAIL, 'jordan']) expect(everythingOf(error)).not.toContain(secret);
		const cause = error instanceof KardError && error.cause instanceof Error ? error.cause : {};
		expect(Object.values(cause).filter((part) => typeof part === 'object')).toEqual([]);
	});

	it.each<[string, Behaviour]>([
		['an odd answer', { body: { echo } }],
		['a web page', { body: `<html>${echo}</html>` }],
		['a resource', { body: { data: { type: 'user', id: 'user-1', attributes: { echo } } } }],
	])('nor does what a write gives that was taken: %s', async (_, behaviour) => {
		kard.answerToken(token(TOKEN));
		kard.answer(behaviour);

		const outcome = await update(kard.client())
			.withResponse()
			.catch((error: unknown) => error);

		for (const secret of [SECRET, TOKEN, BASIC]) expect(everythingOf(outcome)).not.toContain(secret);
	});

	it.each<[string, Behaviour]>([
		['an echo of all of it', failure(400, echo)],
		['a server error', failure(500, echo, { 'X-Echo': SECRET })],
		['a web page', { body: `<html>${echo}</html>` }],
		['a dropped connection', 'drop'],
		['no answer in time', 'hang'],
	])('nor does one about the token request: %s', async (_, behaviour) => {
		kard.answerToken(behaviour);

		const error = await rejection(update(kard.client({ timeoutMs: 50 })));

		expect(error).toBeInstanceOf(KardError);
		for (const secret of [SECRET, BASIC, EMAIL]) expect(everythingOf(error)).not.toContain(secret);
	});

	it('the token before the last is still a secret: requests under way may carry it', async () => {
		kard.answer(failure(401), failure(400, 'not token-1 but token-2'));

		const error = await rejection(kard.client().users.get('user-1'));

		expect(error).toHaveProperty('message', expect.stringContaining('not ••• but •••'));
	});

	it('a given token is one as well', async () => {
		kard.answer(failure(400, `no rights for ${TOKEN}`));

		const error = await rejection(kard.client({ auth: { token: TOKEN } }).users.get('user-1'));

		expect(everythingOf(error)).not.toContain(TOKEN);
	});

	it('the id in a path may be an address, and is masked too', async () => {
		kard.answer((request) => failure(404, `nothing at ${request.path} for ${EMAIL}`));

		const error = await rejection(kard.client().users.get(EMAIL));

		expect(everythingOf(error)).not.toContain('jordan');
	});

	it('a good answer goes through as it is, but for secrets: personal data is masked in errors only', async () => {
		kard.answer({ body: { data: { type: 'user', id: EMAIL, attributes: { email: EMAIL } } } });

		await expect(kard.client().users.get('user-1')).resolves.toMatchObject({ attributes: { email: EMAIL } });
	});
});
