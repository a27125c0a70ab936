import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { kardInN8n, type Changes, type KardRun } from './support/kardInN8n';
import { coreLine, matchedLine, SHOPPER, transactionLine, userLine } from './support/rows';

const kard = kardInN8n();

type Lines = (number: number) => IDataObject;

/** Every operation, with a maker of rows that are good in themselves. */
const workflows: readonly [string, Lines][] = [
	['create-users', userLine],
	['create-or-update-users', userLine],
	['get-users', userLine],
	['update-users', userLine],
	['delete-users', userLine],
	['get-offers', userLine],
	['submit-transactions', transactionLine],
	['submit-matched-transactions', matchedLine],
	['submit-core-transactions', coreLine],
	['get-organization', userLine],
	['ping', userLine],
];

/** How a credential can be wrong, and what must be said of it. Ping needs none, but an address. */
const wrong: Readonly<
	Record<string, { credential: ICredentialDataDecryptedObject; says: RegExp; spares?: string }>
> = {
	'a base URL that is none': {
		credential: { baseUrl: 'kard' },
		says: /Base URL: is not a web address\. Write it in full/,
	},
	'a base URL in the open': {
		credential: { baseUrl: 'http://kard.example.com' },
		says: /Base URL: begins with http:\/\/, which would send your data in the open/,
	},
	'a base URL at which nobody listens': {
		credential: { baseUrl: 'http://127.0.0.1:9' },
		says: /could not be reached|connection/i,
	},
	'a wrong client secret': {
		credential: { clientSecret: 'not-the-secret' },
		says: /did not accept the client ID and client secret \(401\)\. Check both/,
	},
	'a client ID that Kard does not know': {
		credential: { clientId: 'nobody' },
		says: /does not know this client \(404\)\. Check the client ID/,
	},
	'another organization': {
		credential: { organizationId: 'somebody-else' },
		says: /not allowed to do this \(403\)/,
		spares: 'get-organization',
	},
};

async function runWith(workflow: string, lines: Lines, changes: Changes): Promise<KardRun> {
	return await kard.run(workflow, [lines(1), lines(2)], {
		...changes,
		parameters: { options: { maxRetries: 0 }, ...changes.parameters },
	});
}

function expectAllToHaveFailed({ failed, json, message }: KardRun, says: RegExp): void {
	expect(message).toBeUndefined();
	expect(json).toEqual([]);
	expect(failed).toMatchObject(
		[1, 2].map((row) => ({
			Line: `line ${String(row)}`,
			error: { row, message: expect.stringMatching(says) as unknown },
		})),
	);
}

describe.each(Object.entries(wrong))('with %s', (_, { credential, says, spares }) => {
	const concerned = workflows.filter(
		([workflow]) => workflow !== spares && !(workflow === 'ping' && spares !== undefined),
	);

	it.each(concerned)('%s: every row comes to the error output and says why', async (workflow, lines) => {
		expectAllToHaveFailed(
			await runWith(workflow, lines, { credential, onError: 'continueErrorOutput' }),
			says,
		);
	});

	it.each(concerned)('%s: every row comes to the regular output as failed', async (workflow, lines) => {
		const { json, pairs, message } = await runWith(workflow, lines, {
			credential,
			onError: 'continueRegularOutput',
		});

		expect(message).toBeUndefined();
		expect(pairs).toEqual([0, 1]);
		expect(json).toMatchObject(
			[1, 2].map((row) => ({
				status: 'failed',
				error: { row, message: expect.stringMatching(says) as unknown },
			})),
		);
	});

	it.each(concerned)('%s: a run that is set to stop says why', async (workflow, lines) => {
		const { message, description, json } = await runWith(workflow, lines, { credential });

		expect([message, description].join('\n')).toMatch(says);
		expect(json).toEqual([]);
	});
});

const nowhere = "={{ $('No such node').item.json.id }}";

describe('with an expression that cannot be evaluated', () => {
	const mapped = (value: INodeParameters): INodeParameters => ({
		columns: { mappingMode: 'defineBelow', value, matchingColumns: [], schema: [] },
	});
	const options = { options: { maxRetries: nowhere } };
	const cases: readonly [string, string, Lines, INodeParameters][] = [
		['the mapping', 'create-users', userLine, mapped({ id: nowhere })],
		['the mapping', 'submit-transactions', transactionLine, mapped({ userId: nowhere })],
		['the ID', 'get-users', userLine, { userId: nowhere }],
		['the ID', 'delete-users', userLine, { userId: nowhere }],
		['the attributes', 'update-users', userLine, { additionalFields: { zipCode: nowhere } }],
		['the filters', 'get-offers', userLine, { filters: { search: nowhere } }],
		['the options', 'create-users', userLine, options],
		['the options', 'get-users', userLine, options],
		['the default values', 'create-users', userLine, { defaults: { enrolledRewards: nowhere } }],
	];

	it.each(cases)(
		'in %s of %s: every row fails, nothing is thrown, nothing is sent',
		async (_, workflow, lines, parameters) => {
			await kard.enroll('user-1', 'user-2', SHOPPER);

			const run = await runWith(workflow, lines, { parameters, onError: 'continueErrorOutput' });

			expectAllToHaveFailed(run, /No such node|referenced node/i);
			expect(kard.requests()).toEqual([]);
		},
	);

	it('in the mapping of one row alone: that row fails, the others are written', async () => {
		const rows = [
			{ Customer: 'user-1', First: 'Ann' },
			{ Customer: 'user-2' },
			{ Customer: 'user-3', First: 'Cy' },
		];
		const value = {
			id: '={{ $json.Customer }}',
			enrolledRewards: 'CARDLINKED',
			zipCode: "={{ $json.First ? '30301' : $('No such node').item.json.zip }}",
		};

		const { json, failed } = await kard.run('create-users', rows, {
			parameters: mapped(value),
			onError: 'continueErrorOutput',
		});

		expect(json).toEqual([
			{ id: 'user-1', status: 'created' },
			{ id: 'user-3', status: 'created' },
		]);
		expect(failed).toMatchObject([
			{
				Customer: 'user-2',
				error: {
					row: 2,
					message: expect.stringMatching(/^Row 2: the columns could not be mapped\. /) as unknown,
				},
			},
		]);
	});
});

describe('with a required parameter that comes out empty', () => {
	it.each(['get-users', 'update-users', 'delete-users', 'get-offers'])(
		'%s: the row fails, and no other resource is reached',
		async (workflow) => {
			await kard.enroll('user-2');

			const { json, failed } = await kard.run(workflow, [{ Line: 'line 1' }, userLine(2)], {
				onError: 'continueErrorOutput',
			});

			expect(json.length).toBeGreaterThan(0);
			expect(failed).toMatchObject([
				{
					Line: 'line 1',
					error: {
						message: expect.stringMatching(/^Row 1, User ID: is required and empty\./) as unknown,
						row: 1,
					},
				},
			]);
			expect(kard.requests()).toHaveLength(1);
		},
	);

	it.each([
		['create-users', /^Row 1, User ID: is required and empty\. Fill it in, or map another column to it\./],
		['submit-transactions', /^Row 1, .*is required and empty/],
	])('%s: the row fails and says which field to fill in', async (workflow, says) => {
		const { failed } = await kard.run(workflow, [{ Line: 'line 1' }], { onError: 'continueErrorOutput' });

		expect(failed).toMatchObject([
			{ Line: 'line 1', error: { row: 1, message: expect.stringMatching(says) as unknown } },
		]);
		expect(kard.requests()).toEqual([]);
	});
});

it('an operation that this version does not know is refused by name', async () => {
	const { message } = await kard.run('create-users', [userLine(1)], { parameters: { operation: 'explode' } });

	expect(message).toBe('There is no operation "explode" on "user". Choose one from the list.');
});
