import omit from 'lodash/omit';
import { transactionOperations, userOperations, type AnyOperation } from '../../shared/host';
import type { Fault } from '../../sandbox';
import { echo, ENCODINGS, everythingOf, HOST_SECRETS, leaksIn } from '../support/planted';
import { FULL_CARD, purchase, SHOPPER, type SheetRow } from '../support/purchase';
import { sheetLine } from '../support/resource';
import { ORGANIZATION, startScriptedKard, token } from '../support/scriptedKard';
import { kardInN8n, ON_ERROR, runInN8n, type Changes, type KardRun } from './support/kardInN8n';

const kard = kardInN8n({ enrolled: [SHOPPER] });
const echoing = startScriptedKard();
const { create, get } = userOperations;
const { submit } = transactionOperations;
const noRetries = { parameters: { options: { maxRetries: 0 } } };

/** All that n8n keeps of a run in its own and in our words: without the sheet, and with the error that stopped it. */
function keptOf({ result }: KardRun): string {
	const { runData, error } = result.run.data.resultData;
	return everythingOf({ runData: omit(runData, 'Sheet'), error });
}

describe.each(Object.entries(ENCODINGS))('an answer that repeats the secrets, written as %s', (_, encode) => {
	const { clientSecret, webhookKey, firstToken, secondToken } = HOST_SECRETS;
	const run = async (operation: AnyOperation, onError: Changes['onError'] & string) => {
		const credential = { environment: 'custom', baseUrl: echoing.baseUrl, organizationId: ORGANIZATION };
		const secret = { clientId: 'client-1', clientSecret, webhookKey };
		const changes = { ...noRetries, onError, credential: { ...credential, ...secret } };
		return await runInN8n(operation, [{ 'User ID': 'user-1' }], changes);
	};
	const expectNone = (done: KardRun, secrets: readonly string[]): void => {
		const kept = `${keptOf(done)}\n${JSON.stringify(done.result.run.data)}`;
		expect(secrets.flatMap((secret) => leaksIn(kept, secret))).toEqual([]);
	};
	const inHeader = (text: string) => ({ 'X-Echo': text.replace(/[^\x20-\x7E]/g, ' ') });

	it.each<[string, AnyOperation, Changes['onError'] & string]>([
		['a read that stops the run', get, 'stopWorkflow'],
		['a bulk write with an error output', create, 'continueErrorOutput'],
	])(
		'with a token that n8n renewed on the way, to %s: n8n keeps none of them',
		async (_words, operation, onError) => {
			echoing.answerToken(token(firstToken), token(secondToken));
			echoing.answer((request) => {
				if (request.headers.authorization === `Bearer ${firstToken}`) return { status: 401 };
				const text = echo(encode, request);
				const error = { status: '400', title: text, detail: `No: ${text}`, id: 'user-1', [text]: text };
				return { status: 400, headers: inHeader(text), body: { errors: [error] } };
			});

			const done = await run(operation, onError);

			expect(echoing.tokenRequests).toHaveLength(2);
			expect(keptOf(done)).toContain('No: ');
			expectNone(done, Object.values(HOST_SECRETS));
		},
	);

	it('in what a read gives, or to the request for a token: n8n keeps none of them', async () => {
		echoing.answerToken(token(firstToken));
		echoing.answer((request) => ({
			body: { data: { type: 'user', id: 'user-1', attributes: { note: echo(encode, request) } } },
		}));
		const read = await run(get, 'stopWorkflow');
		echoing.answerToken((request) => {
			const text = echo(encode, request);
			const body = { error: 'invalid_client', error_description: `${text} ${request.body}` };
			return { status: 401, headers: inHeader(text), body };
		});
		const refused = await run(get, 'stopWorkflow');

		expect(read.json).toMatchObject([{ note: expect.stringContaining('•••') as unknown }]);
		expectNone(read, [clientSecret, webhookKey, firstToken]);
		expect(refused.message).toContain('did not accept the client ID');
		expectNone(refused, [clientSecret, webhookKey]);
		expect(keptOf(refused)).not.toContain(btoa(`client-1:${clientSecret}`));
	});
});

const EMAIL = 'jane.doe@example.com';
const PERSONAL = /jane|doe@|5555550123|4242424242424242|4242 4242|\b4242\b|\b424242\b/;
const user: SheetRow = { 'User ID': 'user-1', Email: EMAIL, Phone: '+15555550123' };
const transaction: SheetRow = sheetLine(purchase({ cardBIN: '424242', cardLastFour: '4242' }));
const echoes = (text: string) => ({ errors: [{ status: '400', title: 'Bad', detail: `No: ${text}` }] });
const cardEcho = echoes(`${EMAIL} 4242 4242 4242 4242 424242 4242`);
const forGood = { kind: 'status', times: Infinity } as const;

/** Ways for a run to end that make n8n write down an error. */
const mishaps: readonly [string, AnyOperation, SheetRow, Changes, Fault | undefined][] = [
	['a wrong secret', create, user, { credential: { clientId: 'nobody' } }, undefined],
	['a refused token', submit, transaction, {}, { ...forGood, status: 401, route: 'createTransactions' }],
	[
		'a refusal that repeats the row',
		create,
		user,
		{ parameters: { options: { email: 'address', maxRetries: 0 } } },
		{ ...forGood, status: 400, body: echoes(`${EMAIL} +15555550123`), route: 'createUsers' },
	],
	[
		'a refusal that repeats the card',
		submit,
		transaction,
		{},
		{ ...forGood, status: 400, body: cardEcho, route: 'createTransactions' },
	],
	['trouble at Kard', submit, transaction, {}, { ...forGood, status: 500, body: cardEcho }],
	['a broken connection', submit, transaction, {}, { kind: 'dropBefore', route: 'createTransactions' }],
	[
		'a row with a full card number',
		submit,
		{ ...transaction, 'Card Last Four': '4242424242424242' },
		{},
		undefined,
	],
	['a row with a bad email', create, { ...user, Email: `${EMAIL}, other@example.com` }, {}, undefined],
	[
		'a read that is refused with the data of somebody',
		get,
		{ 'User ID': 'user-2' },
		{},
		{ ...forGood, status: 403, body: echoes(`${EMAIL} 4242 4242 4242 4242`), route: 'getUser' },
	],
];

describe.each(mishaps)('%s', (_, operation, row, changes, fault) => {
	it.each(ON_ERROR)(
		'with "On Error" set to %s: no secret is kept, and nothing personal in our words',
		async (onError) => {
			if (fault) kard.sandbox.faults.add(fault);

			const done = await kard.run(operation, [row], { ...noRetries, ...changes, onError });

			const kept = JSON.stringify(done.result.run);
			expect(kept).not.toContain(kard.sandbox.clientSecret);
			expect(kept).not.toMatch(/sandbox-token-|Bearer|Basic (?!Authentication)/);
			expect(JSON.stringify([done.json, done.message, done.description, done.failed[0]?.error])).not.toMatch(
				PERSONAL,
			);
			// The error output holds the columns of the row itself.
			if (onError !== 'continueErrorOutput') expect(keptOf(done)).not.toMatch(PERSONAL);
			else expect(done.failed).toHaveLength(1);
		},
	);
});

it.each(['Card BIN', 'Card Last Four', 'Description', 'Second Description'])(
	'a full card number in %s is refused and repeated nowhere; the other rows go out',
	async (title) => {
		const rows = [transaction, sheetLine(purchase(), { [title]: FULL_CARD.replace(/(....)(?!$)/g, '$1 ') })];

		const { json } = await kard.run(submit, rows, { onError: 'continueRegularOutput' });

		expect(json).toMatchObject([{ status: 'submitted' }, { status: 'failed', error: { row: 2 } }]);
		expect(JSON.stringify([json, kard.requests()])).not.toMatch(/1111.?1111/);
	},
);

it('a run that succeeds keeps neither secret nor token', async () => {
	const done = await kard.run(create, [user]);

	expect(done.json).toEqual([{ id: 'user-1', status: 'created' }]);
	expect(JSON.stringify(done.result.run)).not.toContain(kard.sandbox.clientSecret);
	expect(JSON.stringify(done.result.run)).not.toMatch(/sandbox-token-|Bearer|Basic (?!Authentication)/);
	expect(keptOf(done)).not.toMatch(PERSONAL);
});
