import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../sandbox';
import { kardInN8n } from './support/kardInN8n';
import { coreLine, matchedLine, SHOPPER, transactionLine, userLine } from './support/rows';

const kard = kardInN8n();

/** Three rows of which the second fails, and what must become of them. */
interface Case {
	readonly workflow: string;
	readonly rows: readonly IDataObject[];
	readonly parameters?: INodeParameters;
	/** Who is enrolled already. */
	readonly enrolled?: readonly string[];
	/** What goes wrong where rows have nothing of their own that could. */
	readonly fault?: Fault;
	/** The output of the first row and of the third. */
	readonly succeeds: readonly [object, object];
	/** Why the second row fails. */
	readonly fails: IDataObject & { message: string };
}

const users = [userLine(1), userLine(2), userLine(3)];
const [first, second, third] = ['user-1', 'user-2', 'user-3'];
const both = (outcome: object): [object, object] => [outcome, outcome];
const badEmail = {
	message: 'Row 2, Email: expected one email address such as jordan@example.com.',
	id: second,
	fields: ['email'],
};
const badAmount = {
	message: 'Row 2, Amount: expected an amount in whole cents such as 1999, but found "much".',
	id: 'evt-2',
	fields: ['amount'],
};
const unknownUser = {
	message:
		'Row 2: Kard found nothing there (404). Check the ID and the organization ID. Kard says: There is no user user-2.',
	id: second,
	statusCode: 404,
};
const serverTrouble = {
	message:
		'Row 2: Kard has a problem of its own (500). Try again later. Kard says: A fault that was asked for.',
	statusCode: 500,
	outcomeUnknown: true,
};
const secondOf = (route: Fault['route']): Fault => ({
	kind: 'status',
	after: 1,
	...(route && { route }),
});
const submitted = [
	{ id: 'evt-1', status: 'submitted' },
	{ id: 'evt-3', status: 'submitted' },
] as const;

/** Operations that take all rows together. */
const together: Readonly<Record<string, Case>> = {
	'User: Create': {
		workflow: 'create-users',
		rows: [userLine(1), userLine(2, { Email: 'nope' }), userLine(3)],
		succeeds: [
			{ id: first, status: 'created' },
			{ id: third, status: 'created' },
		],
		fails: badEmail,
	},
	'User: Create or Update': {
		workflow: 'create-or-update-users',
		rows: [userLine(1), userLine(2, { Email: 'nope' }), userLine(3)],
		enrolled: [third],
		succeeds: [
			{ id: first, status: 'created' },
			{ id: third, status: 'updated' },
		],
		fails: badEmail,
	},
	'Transaction: Submit': {
		workflow: 'submit-transactions',
		rows: [transactionLine(1), transactionLine(2, { Amount: 'much' }), transactionLine(3)],
		enrolled: [SHOPPER],
		succeeds: submitted,
		fails: badAmount,
	},
	'Transaction: Submit, matched ones': {
		workflow: 'submit-matched-transactions',
		rows: [matchedLine(1), matchedLine(2, { Amount: 'much' }), matchedLine(3)],
		enrolled: [SHOPPER],
		succeeds: submitted,
		fails: badAmount,
	},
	'Transaction: Submit, those of a core system': {
		workflow: 'submit-core-transactions',
		rows: [coreLine(1), coreLine(2, { Amount: 'much' }), coreLine(3)],
		enrolled: [SHOPPER],
		succeeds: submitted,
		fails: badAmount,
	},
};

/** Operations that take one row after the other. */
const oneByOne: Readonly<Record<string, Case>> = {
	'User: Get': {
		workflow: 'get-users',
		rows: users,
		enrolled: [first, third],
		succeeds: [
			{ id: first, enrolledRewards: ['CARDLINKED'] },
			{ id: third, enrolledRewards: ['CARDLINKED'] },
		],
		fails: unknownUser,
	},
	'User: Update': {
		workflow: 'update-users',
		rows: users.map((row) => ({ ...row, ZIP: '30301' })),
		enrolled: [first, third],
		succeeds: [
			{ id: first, enrolledRewards: ['CARDLINKED'], zipCode: '30301' },
			{ id: third, enrolledRewards: ['CARDLINKED'], zipCode: '30301' },
		],
		fails: unknownUser,
	},
	'User: Delete': {
		workflow: 'delete-users',
		rows: users,
		enrolled: [first, third],
		succeeds: [
			{ id: first, deleted: true },
			{ id: third, deleted: true },
		],
		fails: unknownUser,
	},
	'Offer: Get Many': {
		workflow: 'get-offers',
		rows: users,
		parameters: { limit: 1 },
		enrolled: [first, third],
		succeeds: both({ name: 'Amber Circuit Repair' }),
		fails: unknownUser,
	},
	'Organization: Get': {
		workflow: 'get-organization',
		rows: users,
		parameters: { options: { maxRetries: 0 } },
		fault: secondOf('getOrganization'),
		succeeds: both({ id: 'sandbox-organization', name: 'SANDBOX' }),
		fails: serverTrouble,
	},
	'Organization: Ping': {
		workflow: 'ping',
		rows: users,
		parameters: { options: { maxRetries: 0 } },
		fault: secondOf('ping'),
		succeeds: both({ message: 'pong', status: 'ok' }),
		fails: serverTrouble,
	},
};

async function run(
	given: Case,
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput',
	parameters = given.parameters ?? {},
) {
	if (given.enrolled) await kard.enroll(...given.enrolled);
	if (given.fault) kard.fault(given.fault);
	return await kard.run(given.workflow, given.rows, { onError, parameters });
}

const all = Object.entries({ ...together, ...oneByOne });

describe.each(all)('%s, with the second of three rows failing', (_, given) => {
	it('set to continue: one item a row, in order and linked, the failed one saying why', async () => {
		const { json, pairs, lines, failed, message } = await run(given, 'continueRegularOutput');

		const { id } = given.fails;
		expect(json).toMatchObject([
			given.succeeds[0],
			{ ...(id === undefined ? {} : { id }), status: 'failed', error: { ...given.fails, row: 2 } },
			given.succeeds[1],
		]);
		expect(pairs).toEqual([0, 1, 2]);
		expect(lines).toEqual(['line 1', 'line 2', 'line 3']);
		expect({ failed, message }).toEqual({ failed: [], message: undefined });
	});

	it('set to continue using the error output: the failed row is there, with its own columns', async () => {
		const { json, pairs, lines, failed, message } = await run(given, 'continueErrorOutput');

		expect(json).toMatchObject(given.succeeds);
		expect(pairs).toEqual([0, 2]);
		expect(lines).toEqual(['line 1', 'line 3']);
		expect(failed).toEqual([{ ...given.rows[1], error: { ...given.fails, row: 2 } }]);
		expect(message).toBeUndefined();
	});

	it('set to stop: nothing behind the node runs', async () => {
		const { json, lines, failed, message, result } = await run(given, 'stopWorkflow');

		expect(message).toBeDefined();
		expect({ json, lines, failed }).toEqual({ json: [], lines: [], failed: [] });
		expect(result.run.status).toBe('error');
		expect(result.error).toMatchObject({ name: 'NodeOperationError', context: { itemIndex: 1 } });
	});
});

describe.each(Object.entries(together))('%s, set to stop', (_, given) => {
	it('says how many rows were accepted, how many were not, and why', async () => {
		const { message, description } = await run(given, 'stopWorkflow');

		expect(message).toBe('Of 3 rows 2 were accepted and 1 were not.');
		expect(description).toBe(given.fails.message);
	});
});

describe.each(Object.entries(oneByOne))('%s, set to stop', (_, given) => {
	it('says which row failed and why, and goes no further', async () => {
		const { message } = await run(given, 'stopWorkflow');

		expect(message).toBe(given.fails.message);
		expect(kard.requests()).toHaveLength(2);
	});
});

it('the error of a stopped run lists five reasons and counts the rest', async () => {
	const rows = [1, 2, 3, 4, 5, 6, 7].map((number) => userLine(number, { Email: 'nope' }));

	const { message, description } = await kard.run('create-users', rows);

	expect(message).toBe('Of 7 rows 0 were accepted and 7 were not.');
	expect(description?.split('\n')).toEqual([
		...[1, 2, 3, 4, 5].map((row) => expect.stringContaining(`Row ${String(row)}, Email`) as unknown),
		'And 2 more.',
	]);
	expect(kard.requests()).toEqual([]);
});

it('a failed item of a run on one row alone needs no row in its message', async () => {
	const { json } = await kard.run('get-users', [userLine(2)], { onError: 'continueRegularOutput' });

	expect(json).toMatchObject([
		{ error: { message: expect.stringMatching(/^Kard found nothing/) as unknown, row: 1 } },
	]);
});
