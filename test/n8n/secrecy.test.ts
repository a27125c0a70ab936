import omit from 'lodash/omit';
import type { IDataObject } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';
import { SHOPPER, transactionLine, userLine } from './support/rows';

const kard = kardInN8n();

beforeEach(async () => {
	await kard.enroll(SHOPPER);
});

const EMAIL = 'jane.doe@example.com';
const PERSONAL = /jane|doe@|5555550123|4242424242424242|4242 4242|\b4242\b|\b424242\b/;

const user: IDataObject = userLine(1, { Email: EMAIL, Phone: '+15555550123' });
const transaction: IDataObject = transactionLine(1, { 'Card BIN': '424242', 'Card Last Four': '4242' });
/** An answer of Kard that repeats what it was sent, or what it knows. */
const echo = (text: string) => ({ errors: [{ status: '400', title: 'Bad', detail: `No: ${text}` }] });
const userEcho = echo(`${EMAIL} +15555550123`);
const cardEcho = echo(`${EMAIL} 4242 4242 4242 4242 424242 4242`);
/** What was not sent can be told by its form alone. */
const unsentEcho = echo(`${EMAIL} 4242 4242 4242 4242`);

/** Ways for a run to end that make n8n write down an error. */
const mishaps: readonly [string, string, IDataObject, Changes, Fault | undefined][] = [
	['a wrong secret', 'create-users', user, { credential: { clientId: 'nobody' } }, undefined],
	[
		'a refused token',
		'submit-transactions',
		transaction,
		{},
		{ kind: 'status', status: 401, times: Infinity, route: 'createTransactions' },
	],
	[
		'a refusal that repeats the row',
		'create-users',
		user,
		{},
		{ kind: 'status', status: 400, times: Infinity, body: userEcho, route: 'createUsers' },
	],
	[
		'a refusal that repeats the card',
		'submit-transactions',
		transaction,
		{},
		{ kind: 'status', status: 400, times: Infinity, body: cardEcho, route: 'createTransactions' },
	],
	[
		'trouble at Kard',
		'submit-transactions',
		transaction,
		{},
		{ kind: 'status', status: 500, body: cardEcho, route: 'createTransactions' },
	],
	[
		'a broken connection',
		'submit-transactions',
		transaction,
		{},
		{ kind: 'dropBefore', route: 'createTransactions' },
	],
	[
		'an answer that comes too late',
		'submit-transactions',
		transaction,
		{ parameters: { options: { timeoutMs: 100, maxRetries: 0 } } },
		{ kind: 'delay', delayMs: 1_000, route: 'createTransactions' },
	],
	[
		'a row with a full card number',
		'submit-transactions',
		{ ...transaction, 'Card Last Four': '4242424242424242' },
		{},
		undefined,
	],
	[
		'a row with a bad email',
		'create-users',
		{ ...user, Email: `${EMAIL}, other@example.com` },
		{},
		undefined,
	],
	[
		'a read that is refused',
		'get-users',
		userLine(2),
		{},
		{ kind: 'status', status: 403, body: unsentEcho, route: 'getUser' },
	],
];

async function run(
	[, workflow, row, changes, fault]: (typeof mishaps)[number],
	onError: Changes['onError'],
): Promise<KardRun> {
	if (fault) kard.fault(fault);
	const parameters = { options: { maxRetries: 0 }, ...changes.parameters };
	return await kard.run(workflow, [row], { ...changes, parameters, ...(onError && { onError }) });
}

/** All that n8n keeps of the run, without the sheet and what n8n copies out of it. */
function ownWords({ result }: KardRun): string {
	const { runData, error } = result.run.data.resultData;
	return JSON.stringify({ runData: omit(runData, 'Sheet'), error });
}

describe.each(mishaps)('%s', (...mishap) => {
	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'with "On Error" set to %s: neither secret nor token is anywhere in what n8n keeps of the run',
		async (onError) => {
			const { result } = await run(mishap, onError);

			const kept = JSON.stringify(result.run);
			expect(kept).not.toContain(kard.sandbox.clientSecret);
			expect(kept).not.toMatch(/sandbox-token-|Bearer|Basic (?!Authentication)/);
		},
	);

	it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'with "On Error" set to %s: no address, phone number or card digits in our own words',
		async (onError) => {
			expect(ownWords(await run(mishap, onError))).not.toMatch(PERSONAL);
		},
	);

	it('with "On Error" set to continueErrorOutput: only the columns of the row itself hold them', async () => {
		const { failed } = await run(mishap, 'continueErrorOutput');

		expect(failed).toHaveLength(1);
		expect(JSON.stringify(failed[0]?.error)).not.toMatch(PERSONAL);
	});
});

it('a run that succeeds keeps neither secret nor token', async () => {
	const { result } = await kard.run('create-users', [user]);

	expect(result.run.status).toBe('success');
	expect(JSON.stringify(result.run)).not.toContain(kard.sandbox.clientSecret);
	expect(JSON.stringify(result.run)).not.toMatch(/sandbox-token-|Bearer|Basic (?!Authentication)/);
	expect(ownWords({ ...(await kard.run('create-users', [user])) })).not.toMatch(PERSONAL);
});
