import fc from 'fast-check';
import omit from 'lodash/omit';
import {
	KardAbortError,
	KardApiError,
	KardAuthenticationError,
	KardConflictError,
	KardError,
	KardNetworkError,
	KardNotFoundError,
	KardPermissionError,
	KardRateLimitError,
	KardTimeoutError,
	KardValidationError,
	bearer,
	type Authenticator,
	type KardClient,
} from '../../shared/host';
import { apiError } from '../../shared/errors';
import { withMessage } from '../../shared/errors';
import { messages, rejection, textLike } from '../support/expected';
import { startKard } from '../support/kard';
import { purchases, purchase } from '../support/purchase';
import {
	failure,
	startScriptedKard,
	token,
	type Behaviour,
	type Received,
	type Reply,
} from '../support/scriptedKard';
import { person } from '../support/person';
import {
	anyEncoding,
	anySentence,
	anyTelling,
	everythingOf,
	leaksIn,
	echo,
	ENCODINGS,
	HOST_SECRETS,
} from '../support/planted';

const kard = startScriptedKard();
const EMAIL = 'jordan@example.com';
/** The error that a response to a read becomes. */
const errorOf = async (behaviour: Behaviour): Promise<unknown> => {
	kard.answer(behaviour);
	return await rejection(kard.client({ maxRetries: 0 }).users.get('user-1'));
};

function expectHidden(error: unknown, ...secrets: readonly string[]): void {
	for (const secret of secrets) expect(everythingOf(error)).not.toContain(secret);
}

describe('what an error says', () => {
	const credentials =
		'Check the client ID and the client secret, or the token, and whether they belong to the chosen environment.';
	const denied =
		'Check first that the organization ID belongs to these credentials. If it does, ask Kard for the scope user:read.';

	it.each<[number, typeof KardApiError, string]>([
		[400, KardApiError, 'Kard refused the request (400).'],
		[401, KardAuthenticationError, `Kard did not accept the credentials (401). ${credentials}`],
		[402, KardApiError, 'Kard returned status 402.'],
		[403, KardPermissionError, `Kard denied access (403). ${denied}`],
		[404, KardNotFoundError, 'Kard found nothing there (404). Check the ID and the organization ID.'],
		[407, KardApiError, 'Kard returned status 407.'],
		[408, KardApiError, 'Kard timed out (408). Try again later.'],
		[409, KardConflictError, 'Kard has this already (409).'],
		[413, KardApiError, 'The request is too large for Kard (413). Send fewer rows in one request.'],
		[422, KardApiError, 'Kard refused the request (422).'],
		[
			429,
			KardRateLimitError,
			'Kard asks to slow down (429). Try again later, or send fewer requests at once.',
		],
		[499, KardApiError, 'Kard returned status 499.'],
		[500, KardApiError, 'Kard returned a server error (500). Try again later.'],
		[599, KardApiError, 'Kard returned a server error (599). Try again later.'],
	])('%i: %p, in plain words, with the reason that Kard gives', async (status, Class, words) => {
		const error = await errorOf(failure(status, 'The reason.', { 'X-Request-Id': 'req-1' }));

		expect(error).toBeInstanceOf(KardError);
		expect(error).toHaveProperty('constructor', Class);
		expect(error).toMatchObject({
			...{ name: Class.name, message: `${words} Kard says: The reason.`, statusCode: status },
			body: { errors: [{ detail: 'The reason.' }] },
			errors: [{ status: String(status), title: 'Error', detail: 'The reason.' }],
			...{ headers: { 'x-request-id': 'req-1' }, retryAfterMs: undefined },
		});
	});

	it.each([300, 304, 399])('%i: a redirection, which is not followed', async (status) => {
		const message = `Kard returned a redirect (${String(status)}), which is not followed. Check the base URL.`;
		await expect(errorOf({ status })).resolves.toHaveProperty('message', message);
	});

	it.each([
		[1, '1 second'],
		[2, '2 seconds'],
		[119, '119 seconds'],
		[120, '2 minutes'],
		[121, '3 minutes'],
		[7_140, '119 minutes'],
		[7_141, '2 hours'],
		[8_100, '2.3 hours'],
		[36_000, '10 hours'],
	])('a wait of %i s is one of %s', async (seconds, words) => {
		const headers = { 'Retry-After': String(seconds) };

		await expect(errorOf(failure(429, 'No.', headers))).resolves.toMatchObject({
			message: `Kard asks to slow down (429) and to wait ${words}. Try again after that. Kard says: No.`,
			retryAfterMs: 1_000 * seconds,
		});
		await expect(errorOf(failure(503, 'No.', headers))).resolves.toMatchObject({
			message: `Kard returned a server error (503). Try again after ${words}, as Kard asks. Kard says: No.`,
		});
	});

	it.each<[unknown, string | undefined]>([
		...[
			{ errors: [{ status: 400 }, { title: 'Bad ZIP' }] },
			{ errors: [{ title: 'Bad Request', detail: 'Bad ZIP' }] },
			...[{ errors: [{}], message: 'Bad ZIP' }, { errors: [], message: 'Bad ZIP' }, { message: 'Bad ZIP' }],
			...[{ Message: 'Bad ZIP' }, { error: 'Bad ZIP' }, { error: { message: 'Bad ZIP' } }],
			...[{ error: 'invalid', error_description: 'Bad ZIP' }, 'Bad\n\tZIP\n', '"Bad ZIP"'],
		].map((body): [unknown, string] => [body, 'Bad ZIP']),
		[{ errors: { zipCode: ['is bad'] } }, 'zipCode: is bad'],
		[`No user ${EMAIL}`, 'No user •••@•••'],
		['x'.repeat(500), 'x'.repeat(500)],
		...[
			...['x'.repeat(501), '<html><body>Bad Gateway</body></html>', 'Bad <b>Gateway</b>', '12 [34]'],
			...['{"errors":[{"detail":"broken', {}, { errors: [] }, { detail: '  ' }, 'null', undefined],
		].map((body): [unknown, undefined] => [body, undefined]),
	])('the reason in %j is %j', async (body, reason) => {
		const says = reason === undefined ? '' : ` Kard says: ${reason}`;
		await expect(errorOf({ status: 400, body })).resolves.toHaveProperty(
			'message',
			`Kard refused the request (400).${says}`,
		);
	});
});

describe('an answer without end', () => {
	const REASON = 'The amount is odd. '.repeat(20_000);

	it.each<[string, unknown, number]>([
		['the detail of an error', { errors: [{ status: '400', detail: REASON }] }, 10_000],
		['the title of an error', { errors: [{ status: '400', title: REASON }] }, 10_000],
		['a message', { message: REASON }, 10_000],
		['a thousand details', { errors: Array(1_000).fill({ detail: REASON.slice(0, 3_000) }) }, 300_000],
	])('has the first 500 characters of its reason in the message: %s', async (_, body, longest) => {
		const error = await errorOf({ status: 400, body });

		const [, reason = ''] = String(error).split(' Kard says: ');
		expect(reason).toHaveLength(500);
		expect(reason).toMatch(/^The amount is odd\. .*…$/);
		expect(JSON.stringify(error).length).toBeLessThan(longest);
	});

	it('is held as far as is useful when it is nested, or has no end of errors', async () => {
		const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		const many = JSON.stringify(Array.from({ length: 20_000 }, () => ({ detail: 'again and again' })));
		const body = `{"errors":[{"detail":"The reason."}],"deep":${deep},"errorsToo":${many}}`;

		const error = await errorOf({ status: 400, body });

		expect(error).toHaveProperty('message', 'Kard refused the request (400). Kard says: The reason.');
		expect(JSON.stringify(error).length).toBeLessThan(300_000);
	});

	it('about many rows is held in 500 characters for each', async () => {
		const rows = purchases(30);
		const errors = rows.map(({ id }) => ({ id, status: '400', detail: REASON.slice(0, 6_000) }));
		kard.answer({ status: 207, body: { errors } });

		const result = await kard.client().transactions.submit(rows);

		expect(result.failed).toHaveLength(30);
		for (const message of Object.values(messages(result))) expect(message.length).toBeLessThan(750);
		expect(JSON.stringify(result.failed[0]?.error).length).toBeLessThan(2_000);
	});
});

describe('an error answer that echoes what it should not', () => {
	const SECRET = 'secret-of-client-1';
	const TOKEN = 'token-that-nobody-may-see';
	const BASIC = Buffer.from(`client-1:${SECRET}`).toString('base64');
	const echo = `${SECRET} Bearer ${TOKEN} Basic ${BASIC}`;
	const PHONE = '+15555550123';
	const PERSON = { enrolledRewards: [], email: EMAIL, phoneNumber: PHONE, birthYear: '1990' };
	const update = (options = {}) =>
		kard.client(options).users.update('user-1', PERSON, { email: 'hashAndAddress', attributes: 'replace' });

	it('masks the personal data that were sent, wherever they come back', async () => {
		const detail = `${EMAIL} ${PHONE} 1990 are not right`;
		kard.answer({
			...{ status: 400, headers: { 'X-Echo': EMAIL, 'X-Phone': PHONE, 'X-Token-1': '1' } },
			body: {
				errors: [{ title: EMAIL, detail, source: { pointer: `/data/${EMAIL}` } }],
				[EMAIL]: { birthYear: 1990, phone: [PHONE] },
			},
		});

		const error = await rejection(update());

		expect(error).toHaveProperty('message', textLike('Kard says: •••@••• ••• ••• are not right'));
		expect(error).toHaveProperty('body.errors[0].detail', '•••@••• ••• ••• are not right');
		expect(error).toHaveProperty('headers.x-•••', '1');
		expectHidden(error, EMAIL, 'jordan', '5555550123', '1990', 'token-1');
	});

	it('masks the hash of an email, from which the address could be told', async () => {
		kard.answer(({ body }) => failure(409, `${/[0-9a-f]{64}/.exec(body)?.[0] ?? ''} is another user's`));

		const error = await rejection(update());

		expect(error).toHaveProperty('message', textLike("Kard says: ••• is another user's"));
		expect(everythingOf(error)).not.toMatch(/[0-9a-f]{64}/);
	});

	it.each(['4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111', '378282246310005'])(
		'masks the card number %s, also where it was not sent',
		async (number) => {
			const error = await errorOf(failure(400, `card ${number} is unknown`, { 'X-Card': number }));

			expect(error).toHaveProperty('message', textLike('card ••• is unknown'));
			expectHidden(error, number);
		},
	);

	it('masks the last four digits and the BIN that were sent, in a raw request as well', async () => {
		kard.answer(failure(400, 'no card 411111 ending in 4242'));
		const body = { data: [{ attributes: { cardBIN: '411111', cardLastFour: '4242' } }] };

		const error = await rejection(kard.client().request({ method: 'POST', path: '/v2/thing', body }));

		expect(error).toHaveProperty('message', textLike('no card ••• ending in •••'));
	});

	it.each<[string, Behaviour]>([
		['an echo of all of it', failure(400, echo, { 'X-Echo': TOKEN })],
		['a server error', failure(500, echo)],
		['401', failure(401, echo)],
		['a redirect', { status: 302, headers: { Location: `https://example.com/?token=${TOKEN}` } }],
		['a web page', { status: 404, body: `<html>${echo}</html>` }],
		['a dropped connection', 'drop'],
		['no answer in time', 'hang'],
		['half an answer', (_, response) => void response.writeHead(200, { 'Content-Length': 99 }).end(echo)],
		['an odd answer to a write that was taken', { body: { echo } }],
		['a resource', { body: { data: { type: 'user', id: 'user-1', attributes: { echo } } } }],
	])('shows no secret, nor do its cause and its stack: %s', async (_, behaviour) => {
		kard.answerToken(token(TOKEN));
		kard.answer(behaviour);

		const outcome = await update({ maxRetries: 0, timeoutMs: 300 })
			.withResponse()
			.catch((error: unknown) => error);

		expectHidden(outcome, SECRET, TOKEN, BASIC, ...(outcome instanceof Error ? [EMAIL, 'jordan'] : []));
		const { cause = {} } = outcome instanceof Error ? outcome : {};
		expect(Object.values(Object(cause) as object).map((part) => typeof part)).not.toContain('object');
	});

	it.each<[string, Behaviour]>([
		['an echo of all of it', failure(400, echo)],
		['a server error', failure(500, echo, { 'X-Echo': SECRET })],
		['a web page', { body: `<html>${echo}</html>` }],
		['a dropped connection', 'drop'],
	])('nor does one about the token request: %s', async (_, behaviour) => {
		kard.answerToken(behaviour);

		const error = await rejection(update());

		expect(error).toBeInstanceOf(KardError);
		expectHidden(error, SECRET, BASIC, EMAIL);
	});

	it('the token before the last is still a secret, and so is a given one', async () => {
		kard.answer(failure(401), failure(400, 'not token-1 but token-2'), failure(400, `none for ${TOKEN}`));

		const error = await rejection(kard.client().users.get('user-1'));
		expect(error).toHaveProperty('message', textLike('not ••• but •••'));
		expectHidden(await rejection(kard.client({ auth: { token: TOKEN } }).users.get('user-1')), TOKEN);
	});

	it('the id in a path may be an address, and is masked too', async () => {
		kard.answer((request) => failure(404, `nothing at ${request.path} for ${EMAIL}`));

		expectHidden(await rejection(kard.client().users.get(EMAIL)), 'jordan');
	});

	it('a good answer goes through as it is: personal data is masked in errors only', async () => {
		kard.answer({ body: { data: { type: 'user', id: EMAIL, attributes: { email: EMAIL } } } });

		await expect(kard.client().users.get('user-1')).resolves.toMatchObject({ attributes: { email: EMAIL } });
	});

	const real = startKard();

	it('with the sandbox, which repeats what it refuses', async () => {
		const attributes = { enrolledRewards: [], email: 'jordan doe@example.com', birthYear: 'nineteen' };
		const path = `/v2/issuers/${real.sandbox.organizationId}/users/user-shopper`;
		const body = { data: { type: 'user', id: 'user-shopper', attributes } };

		const error = await rejection(real.client().request({ method: 'PUT', path, body }));

		expect(error).toMatchObject({ statusCode: 400, message: textLike('email') });
		expectHidden(error, 'jordan', 'nineteen');
	});
});

describe('an error with another message', () => {
	const details = {
		...{ body: { a: 1 }, errors: [{ id: 'x' }], headers: { 'x-a': 'b' }, retryAfterMs: 5 },
		...{ outcomeUnknown: true, noToken: true, cause: new Error('socket hang up') },
	};

	it.each([
		...[KardError, KardTimeoutError, KardAbortError].map((Class) => new Class('before', details)),
		new KardNetworkError('before', { ...details, code: 'ECONNRESET' }),
		// No token for an unknown client: an authentication error whatever the status.
		new KardAuthenticationError('before', { ...details, statusCode: 404 }),
		...[400, 401, 403, 404, 409, 429].map((statusCode) => apiError('before', { ...details, statusCode })),
	])('is the same error otherwise, with its cause and the place where it was made: %p', (error) => {
		const changed = withMessage(error, 'after');

		expect(changed.message).toBe('after');
		expect(changed.constructor).toBe(error.constructor);
		expect(Object.entries(changed)).toEqual(Object.entries(error));
		expect(changed.cause).toBe(details.cause);
		const [head, ...frames] = changed.stack?.split('\n') ?? [];
		expect(head).toBe(`${error.name}: after`);
		expect(frames).toEqual(error.stack?.split('\n').slice(1));
		expect(frames.length).toBeGreaterThan(0);
	});

	it('keeps what is wrong with each field, and may say that the outcome is unknown after all, or known', () => {
		const issues = [{ path: 'amount', message: 'is empty' }];
		const changed = withMessage(new KardValidationError('before', issues), 'after');

		expect(changed).toMatchObject({ message: 'after', issues });
		expect(withMessage(new KardError('before'), 'after', true).outcomeUnknown).toBe(true);
		expect(withMessage(new KardError('before', details), 'after', false).outcomeUnknown).toBe(false);
	});
});

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const text = (alphabet: string, minLength: number, maxLength = minLength) =>
	fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength });
const digits = (count: number) => text('0123456789', count);

/** What a client may know and nobody else may see. */
const anySecrets = fc.record({
	clientSecret: text(`${letters}-_.~+/=!$*`, 12, 48).map((secret) => `s${secret}9`),
	accessToken: text(`${letters}-_`, 20, 40).map((part) => `eyJ${part}.${part}.${part}`),
	webhookKey: text(`${letters}+/ `, 16, 44).map((key) => `k${key}e`),
});
/** What a row may hold of a person and a card. */
const anyPerson = fc.record({
	email: fc
		.tuple(text(letters, 3, 12), text('abcdefghij', 3, 8))
		.map(([name, host]) => `${name}.doe@${host}.example`),
	phoneNumber: digits(7).map((number) => `+1404555${number}`.slice(0, 12)),
	birthYear: fc.integer({ min: 1930, max: 2005 }).map(String),
	cardBIN: digits(5).map((number) => `4${number}`),
	cardLastFour: digits(4),
});

type Person = Readonly<Record<'email' | 'phoneNumber' | 'birthYear' | 'cardBIN' | 'cardLastFour', string>>;
/** A call, the parts of a person that it sends, and the id of what it is about. */
type Call = readonly [
	run: (client: KardClient, person: Person) => Promise<unknown>,
	id: string,
	...sends: readonly (keyof Person)[],
];

const CALLS: readonly Call[] = [
	[
		({ users }, { email, phoneNumber, birthYear }) =>
			users.update(
				'user-1',
				{ enrolledRewards: [], email, phoneNumber, birthYear },
				{ email: 'address', attributes: 'replace' },
			),
		...(['user-1', 'email', 'phoneNumber', 'birthYear'] as const),
	],
	[
		({ users }, { email, phoneNumber, birthYear }) =>
			users.create([person({ id: 'user-1', email, phoneNumber }), person({ birthYear })], {
				email: 'hashAndAddress',
			}),
		...(['user-1', 'email', 'phoneNumber', 'birthYear'] as const),
	],
	[
		({ transactions }, { cardBIN, cardLastFour }) =>
			transactions.submit([purchase({ id: 'evt-1' }), purchase({ cardBIN, cardLastFour })]),
		...(['evt-1', 'cardBIN', 'cardLastFour'] as const),
	],
	[
		(client, { cardBIN, email }) =>
			client
				.request({ method: 'POST', path: '/v2/things', body: { data: [{ cardBIN, email }] } })
				.withResponse(),
		...(['thing-1', 'cardBIN', 'email'] as const),
	],
	[({ rewards }) => rewards.offers('user-1').toArray({ limit: 10 }), 'offer-1'],
	[({ users }) => users.get('user-1').withResponse(), 'user-1'],
];

/** Ways for an answer that grants what was asked for to tell a secret. */
const DATA: readonly ((text: string, id: string) => Reply)[] = [
	(said, id) => ({ body: { data: { type: 'user', id, attributes: { note: said, [said]: [said] } } } }),
	(said, id) => ({ body: { data: [{ type: 'offer', id, attributes: { name: said } }], meta: { said } } }),
	(said) => ({ status: 202, headers: { 'X-Echo': said.replace(/[^\x20-\x7E]/g, ' ') }, body: { said } }),
];

/** A host that keeps the token knows more secrets than the client. */
const hostAuthenticator = (secrets: Readonly<Record<'accessToken', string>>): Authenticator => ({
	authorize: () => Promise.resolve(bearer(secrets.accessToken)),
	refused: () => false,
	secrets: () => Object.values(secrets),
});

/** Whether a call failed, for all that was sent or for a row of it. */
const isRefusal = (outcome: unknown): boolean =>
	outcome instanceof Error || (typeof outcome === 'object' && outcome !== null && 'failed' in outcome);

const anyAnswer = fc.record({
	whose: fc.constantFrom('secrets', 'person', 'both'),
	encode: anyEncoding,
	sentence: anySentence,
	telling: fc.oneof({ weight: 4, arbitrary: anyTelling }, fc.constantFrom(...DATA)),
});

it('no secret and no personal data is in what a call gives, however an answer repeats them', async () => {
	const seen = new Set<string>();
	const property = fc.asyncProperty(
		...([anySecrets, anyPerson, fc.constantFrom(...CALLS), fc.boolean(), anyAnswer] as const),
		async (secrets, about, [run, id, ...sends], isHost, { whose, encode, sentence, telling }) => {
			const grants = DATA.includes(telling);
			const known = isHost ? secrets : omit(secrets, 'webhookKey');
			const own = whose === 'person' && !grants ? [] : Object.values(known);
			const personal = whose === 'secrets' || grants ? [] : sends.map((part) => about[part]);
			const repeated: string[] = [];
			kard.answerToken(token(secrets.accessToken));
			kard.answer(({ body }) => {
				// Kard can repeat of a person what was sent, and no more.
				const sent = personal.filter((part) => body.includes(part));
				repeated.push(...sent);
				return telling(sentence([...own, ...sent].map(encode)), id);
			});
			const auth = isHost
				? { authenticator: hostAuthenticator(secrets) }
				: { clientId: 'client-1', clientSecret: secrets.clientSecret };

			const outcome = await run(kard.client({ auth, maxRetries: 0 }), about).catch((error: unknown) => error);

			// What was asked for and granted is handed over, and may be about the person.
			const hidden = [...own, ...(isRefusal(outcome) ? repeated : [])];
			const shown = everythingOf(outcome);
			expect(hidden.flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
			seen.add(outcome instanceof Error ? outcome.name : 'result');
		},
	);
	await fc.assert(property, { numRuns: 50, seed: 20_260_801 });
	// The cases reach results as well as every kind of error.
	expect([...seen]).toEqual(expect.arrayContaining(['result', 'KardApiError', 'KardConflictError']));
});

describe.each(Object.entries(ENCODINGS))(
	'an answer that repeats what a host keeps secret, written as %s',
	(_, encode) => {
		const { firstToken, ...others } = HOST_SECRETS;
		const auth = { authenticator: hostAuthenticator({ accessToken: firstToken, ...others }) };
		const said = (request: Received) => {
			const text = echo(encode, request);
			const errors = [{ status: '400', title: text, detail: `No: ${text}`, id: 'user-1', [text]: text }];
			return { status: 400, headers: { 'X-Echo': text.replace(/[^\x20-\x7E]/g, ' ') }, body: { errors } };
		};
		const expectNone = (outcome: unknown) => {
			const shown = everythingOf(outcome);
			expect(Object.values(HOST_SECRETS).flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
			return shown;
		};

		it('shows none of it: neither in an error, nor in what a row failed of, nor in what was read', async () => {
			kard.answer(said, said, (request) => ({
				body: { data: { type: 'user', id: 'user-1', attributes: { note: echo(encode, request) } } },
			}));
			const { users } = kard.client({ auth, maxRetries: 0 });

			expect(expectNone(await rejection(users.get('user-1')))).toContain('No: ');
			expect(expectNone(await users.create([person({ id: 'user-1' })]))).toContain('No: ');
			expect(expectNone(await users.get('user-1').withResponse())).toContain('•••');
		});
	},
);
