import { transactionOperations, userOperations } from '../../shared/host';
import { purchase, SHOPPER, type SheetRow } from '../support/purchase';
import { sheetLine } from '../support/resource';
import { kardInN8n, type KardRun } from './support/kardInN8n';

/* What a person sees of a sheet beside its rows: what was understood of it, and what was chosen for all of it. */

const kard = kardInN8n();
const { create, createOrUpdate } = userOperations;
const { submit } = transactionOperations;

const line = (number: number, cells: SheetRow = {}): SheetRow =>
	sheetLine(purchase({ id: `evt-${String(number)}` }), cells);
const hintsOf = ({ result }: KardRun) => result.run.data.resultData.runData.Kard?.[0]?.hints;
const enrolled = (id: string) => kard.sandbox.state.users.get(id)?.attributes.enrolledRewards;

describe('what was understood of the columns', () => {
	const rows = [
		{ 'User ID': 'user-1', Zip: '30301', 'Favourite Colour': 'red' },
		{ 'User ID': 'user-2', Zip: '30302', 'Favourite Colour': 'blue' },
	];
	const hint = (message: string, type = 'info') => ({ message, type, location: 'outputPane' });

	it('is told above the output of every run, with how many rows went through', async () => {
		expect(hintsOf(await kard.run(create, rows))).toEqual([
			hint('Of 2 rows: 2 created.'),
			hint('Recognized: "User ID" is User ID, "Zip" is ZIP Code.'),
			hint('Not sent: "Favourite Colour".'),
		]);
	});

	it('asks for a look where nothing was; n8n takes it for HTML, and a heading is none', async () => {
		const run = await kard.run(create, [{ '<b>Colour & more': 'red' }], { onError: 'continueErrorOutput' });

		expect(hintsOf(run)).toEqual([
			hint('Of 1 row: 1 failed.', 'warning'),
			hint(expect.stringMatching(/^Row 1: User ID is missing\./) as string, 'warning'),
			hint('Not sent: "&lt;b>Colour &amp; more".', 'warning'),
		]);
	});

	it('is in each item, if that is wanted', async () => {
		const { json } = await kard.run(create, rows, { parameters: { options: { includeColumns: true } } });

		const columns = [
			{ heading: 'User ID', outcome: 'recognized', field: 'id', candidates: [] },
			{ heading: 'Zip', outcome: 'recognized', field: 'zipCode', candidates: [] },
			{ heading: 'Favourite Colour', outcome: 'not sent', field: null, candidates: [] },
		];
		expect(json).toMatchObject([{ columns }, { columns }]);
	});

	it('can be looked at before anything is sent', async () => {
		const options = { checkOnly: true };

		const run = await kard.run(submit, [line(1), line(2, { Amount: 'free' })], {
			parameters: { options },
			onError: 'continueErrorOutput',
		});

		expect(kard.requests()).toEqual([]);
		expect(run.json).toMatchObject([
			{
				status: 'ready',
				row: 1,
				wouldSend: { amount: 1999, cardLastFour: expect.not.stringMatching('4242') as unknown },
			},
		]);
		expect(run.failed).toMatchObject([{ status: 'failed', row: 2, errorField: 'Amount', wouldSend: null }]);
		expect(hintsOf(run)?.[0]?.message).toBe('Of 2 rows: 1 ready to be sent and 1 failed.');
	});
});

describe('a sheet that is only checked', () => {
	const rows = [line(1), line(2, { Amount: 'free' }), line(3, { Amount: '' })];
	const checked = () => kard.run(submit, rows, { parameters: { options: { checkOnly: true } } });

	it('is shown whole, with what is wrong, though the node is to stop at errors', async () => {
		expect((await checked()).json).toMatchObject([
			{ row: 1, status: 'ready' },
			{ row: 2, status: 'failed', errorField: 'Amount', wouldSend: null },
			{ row: 3, status: 'failed', errorField: 'Amount', wouldSend: null },
		]);
	});

	it('has each cause above the output once, with what to do', async () => {
		const messages = (hintsOf(await checked()) ?? []).map(({ message, type }) => [type, message]);

		expect(messages).toEqual([
			['warning', 'Of 3 rows: 1 ready to be sent and 2 failed.'],
			[
				'warning',
				expect.stringMatching(/^Row 2, Amount: .*<br>\nRow 3: Amount is missing\. Fill in the column/),
			],
			['info', expect.stringMatching(/^Recognized: /)],
		]);
	});
});

describe("the person's own columns", () => {
	const row = line(1, { status: 'SETTLED', id: 'evt-1', 'Event ID': undefined, Status: undefined });

	it('are beside the result under a name of their own, if they are wanted, so that none is lost', async () => {
		const { json } = await kard.run(submit, [row], { parameters: { options: { includeInput: true } } });

		expect(json).toMatchObject([{ status: 'submitted', id: 'evt-1', input: { status: 'SETTLED' } }]);
	});

	it('are with what failed, all of them, though some have names of ours', async () => {
		const { failed } = await kard.run(submit, [{ ...row, Amount: 'free' }, line(2, { Amount: 'free' })], {
			onError: 'continueErrorOutput',
		});

		expect(failed).toMatchObject([
			{ status: 'failed', Amount: 'free', input: { status: 'SETTLED', Amount: 'free' } },
			{ status: 'failed', Amount: 'free', Status: 'SETTLED' },
		]);
		expect(failed[1]).not.toHaveProperty('input');
	});

	it('may all be empty: then the row is skipped, and has not failed', async () => {
		const { json } = await kard.run(create, [{ 'User ID': 'user-1' }, { 'User ID': '' }]);

		expect(json).toMatchObject([
			{ status: 'created', row: 1 },
			{ status: 'skipped', row: 2, id: null, errorMessage: null },
		]);
	});
});

describe('what is chosen for the whole sheet', () => {
	it('is asked for where it costs money, by n8n and, where an expression gives nothing, in words', async () => {
		const nothing = kard.run(submit, [line(1)], { parameters: { amounts: '' } });
		await expect(nothing).rejects.toThrow('The workflow has issues');

		const { message } = await kard.run(submit, [line(1)], { parameters: { amounts: '={{ "" }}' } });

		expect(message).toBe('Amounts: is not chosen. Choose In Cents (1999) or In Dollars (19.99).');
		expect(kard.requests()).toEqual([]);
	});

	it.each([
		[['CARDLINKED'], ['CARDLINKED']],
		[['none'], []],
	])('Enrolled Rewards: %j enrols in %j', async (enrolledRewards, expected) => {
		await kard.run(create, [{ 'User ID': 'user-1' }], { parameters: { defaults: { enrolledRewards } } });

		expect(enrolled('user-1')).toEqual(expected);
	});

	it('never enrols in nothing where nothing was chosen', async () => {
		const parameters = { defaults: { enrolledRewards: [] } };

		await kard.run(createOrUpdate, [{ 'User ID': 'user-1' }], { parameters, onError: 'continueErrorOutput' });

		expect(enrolled('user-1')).not.toEqual([]);
	});

	it('cannot be both something and nothing', async () => {
		const parameters = { defaults: { enrolledRewards: ['none', 'CARDLINKED'] } };

		const { message } = await kard.run(create, [{ 'User ID': SHOPPER }], { parameters });

		expect(message).toBe(
			'Default Values → Enrolled Rewards: "None" is chosen beside others. Choose one or the other.',
		);
	});
});
