import fc from 'fast-check';
import omit from 'lodash/omit';
import { bearer, type Authenticator, type KardClient } from '../../shared/host';
import { person } from '../support/person';
import { purchase } from '../support/purchase';
import { startScriptedKard, token, type Reply } from '../support/scriptedKard';
import { anyEncoding, anySentence, anyTelling, everythingOf, leaksIn } from './planted';

const kard = startScriptedKard();

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
			users.update('user-1', { enrolledRewards: [], email, phoneNumber, birthYear }, { email: 'address' }),
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
