import fc from 'fast-check';
import omit from 'lodash/omit';
import { bearer, type Authenticator, type KardClient } from '../../shared';
import { fakeKard, token, type Reply } from './fakeKard';
import { anyEncoding, anySentence, anyTelling, everythingOf, leaksIn, type Encoding } from './planted';
import { transaction, user } from './rows';

const kard = fakeKard();

const CASES = 80;
const SEED = 20_260_801;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const text = (alphabet: string, minLength: number, maxLength: number) =>
	fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), minLength, maxLength });
const digits = (count: number) => text('0123456789', count, count);

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

/** Calls of every kind, and the parts of a person that they send. */
const CALLS: readonly {
	readonly sends: readonly (keyof Person)[];
	readonly id: string;
	readonly run: (client: KardClient, person: Person) => Promise<unknown>;
}[] = [
	{
		sends: ['email', 'phoneNumber', 'birthYear'],
		id: 'user-1',
		run: (client, { email, phoneNumber, birthYear }) =>
			client.users.update(
				'user-1',
				{ enrolledRewards: [], email, phoneNumber, birthYear },
				{ email: 'address' },
			),
	},
	{
		sends: ['email', 'phoneNumber', 'birthYear'],
		id: 'user-1',
		run: (client, { email, phoneNumber, birthYear }) =>
			client.users.create([user(1, { email, phoneNumber }), user(2, { birthYear })], {
				email: 'hashAndAddress',
			}),
	},
	{
		sends: ['cardBIN', 'cardLastFour'],
		id: 'evt-1',
		run: (client, { cardBIN, cardLastFour }) =>
			client.transactions.submit([transaction(1), transaction(2, { cardBIN, cardLastFour })]),
	},
	{
		sends: ['cardBIN', 'email'],
		id: 'thing-1',
		run: (client, { cardBIN, email }) =>
			client
				.request({ method: 'POST', path: '/v2/things', body: { data: [{ cardBIN, email }] } })
				.withResponse(),
	},
	{ sends: [], id: 'offer-1', run: (client) => client.rewards.offers('user-1').toArray({ limit: 10 }) },
	{ sends: [], id: 'user-1', run: (client) => client.users.get('user-1').withResponse() },
];

/** Ways for an answer that grants what was asked for to tell a secret. */
const DATA: readonly ((text: string, id: string) => Reply)[] = [
	(told, id) => ({ body: { data: { type: 'user', id, attributes: { note: told, [told]: [told] } } } }),
	(told, id) => ({ body: { data: [{ type: 'offer', id, attributes: { name: told } }], meta: { told } } }),
	(told) => ({ status: 202, headers: { 'X-Echo': told.replace(/[^\x20-\x7E]/g, ' ') }, body: { told } }),
];

/** A host that keeps the token knows more secrets than the client. */
function hostAuthenticator({ accessToken, ...others }: Record<string, string>): Authenticator {
	return {
		authorize: () => Promise.resolve(bearer(accessToken ?? '')),
		refused: () => false,
		secrets: () => [accessToken ?? '', ...Object.values(others)],
	};
}

async function outcomeOf(call: Promise<unknown>): Promise<unknown> {
	return await call.catch((error: unknown) => error);
}

/** Whether a call failed, for all that was sent or for a row of it. */
function isRefusal(outcome: unknown): boolean {
	return outcome instanceof Error || (typeof outcome === 'object' && outcome !== null && 'failed' in outcome);
}

it('no secret and no personal data is in what a call gives, however an answer repeats them', async () => {
	const told: Record<string, number> = {};
	await fc.assert(
		fc.asyncProperty(
			anySecrets,
			anyPerson,
			fc.constantFrom(...CALLS),
			fc.boolean(),
			fc.constantFrom<'secrets' | 'person' | 'both'>('secrets', 'person', 'both'),
			anyEncoding,
			anySentence,
			fc.oneof({ weight: 4, arbitrary: anyTelling }, fc.constantFrom(...DATA)),
			async (secrets, person, { sends, id, run }, isHost, whose, encode: Encoding, sentence, telling) => {
				const grants = DATA.includes(telling);
				const known = isHost ? secrets : omit(secrets, 'webhookKey');
				const own = whose === 'person' && !grants ? [] : Object.values(known);
				const personal = whose === 'secrets' || grants ? [] : sends.map((part) => person[part]);
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

				const outcome = await outcomeOf(run(kard.client({ auth, maxRetries: 0 }), person));

				const shown = everythingOf(outcome);
				// What was asked for and granted is handed over, and may be about the person.
				const hidden = [...own, ...(isRefusal(outcome) ? repeated : [])];
				expect(hidden.flatMap((secret) => leaksIn(shown, secret))).toEqual([]);
				const name = outcome instanceof Error ? outcome.name : 'result';
				told[name] = (told[name] ?? 0) + 1;
			},
		),
		{ numRuns: CASES, seed: SEED },
	);
	// The cases reach results as well as every kind of error.
	expect(Object.keys(told)).toEqual(expect.arrayContaining(['result', 'KardApiError', 'KardConflictError']));
}, 240_000);
