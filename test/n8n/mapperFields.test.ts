import type { ILoadOptionsFunctions, INode, INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { Kard } from '../../nodes/Kard/Kard.node.js';
import { columnsOf, transactionOperations, offeredTypes, userOperations } from '../../shared';

/** As much of n8n's form as the mapper looks at: the parameters that are filled in. */
function form(parameters: INodeParameters): ILoadOptionsFunctions {
	const node: INode = { id: '1', name: 'Kard', type: 'kard', typeVersion: 1, position: [0, 0], parameters };
	const fake = { getNode: () => node, getCurrentNodeParameter: (name: string) => parameters[name] };
	// The mapper uses nothing else of n8n.
	return fake as unknown as ILoadOptionsFunctions;
}

async function fieldsFor(parameters: INodeParameters): Promise<ResourceMapperField[]> {
	const { fields } = await new Kard().methods.resourceMapping.columns.call(form(parameters));
	return fields;
}

const field = (fields: readonly ResourceMapperField[], id: string) => fields.find((one) => one.id === id);
const required = (fields: readonly ResourceMapperField[]) =>
	fields.filter((one) => one.required).map(({ id }) => id);

it.each(['create', 'upsert'])('User: %s offers the columns of a user', async (operation) => {
	const fields = await fieldsFor({ resource: 'user', operation });

	const columns = columnsOf(userOperations.create.rows.user);
	expect(fields.map(({ id, displayName }) => [id, displayName])).toEqual(
		columns.map(({ key, title }) => [key, title]),
	);
	// Enrolled Rewards can be given once for all rows, so it need not be mapped.
	expect(required(fields)).toEqual(['id']);
	expect(field(fields, 'enrolledRewards')).toMatchObject({
		type: 'options',
		options: [
			{ name: 'Card-Linked', value: 'CARDLINKED' },
			{ name: 'None', value: 'none' },
		],
	});
	expect(field(fields, 'historicalTransactionsSent')).toMatchObject({ type: 'boolean' });
});

describe.each(offeredTypes(transactionOperations.submit.rows).map(({ type }) => type))(
	'Transaction: Submit, of the type %s',
	(transactionType) => {
		const load = async () =>
			await fieldsFor({ resource: 'transaction', operation: 'submit', transactionType });

		it('offers the columns of that type, each once', async () => {
			const schema = Object.entries(transactionOperations.submit.rows).find(
				([type]) => type === transactionType,
			)?.[1];
			const columns = schema ? columnsOf(schema) : [];
			const ids = (await load()).map(({ id }) => id);

			expect(ids).toEqual(columns.map(({ key }) => key));
			expect(new Set(ids).size).toBe(ids.length);
		});

		it('marks as required what has no other way to be filled in', async () => {
			const fields = await load();

			expect(required(fields)).toEqual(
				expect.arrayContaining(['userId', 'transactionId', 'amount', 'description']),
			);
			expect(field(fields, 'id')?.required).toBe(false);
			expect(field(fields, 'direction')?.required).toBe(false);
		});

		it('knows amounts, dates and choices', async () => {
			const fields = await load();

			expect(field(fields, 'amount')?.type).toBe('number');
			expect(field(fields, 'authorizationDate')?.type).toBe('dateTime');
			expect(field(fields, 'direction')).toMatchObject({
				type: 'options',
				options: [
					{ name: 'Debit', value: 'DEBIT' },
					{ name: 'Credit', value: 'CREDIT' },
				],
			});
		});

		it('shows every field, and matches by none', async () => {
			for (const one of await load()) {
				expect(one).toMatchObject({ display: true, defaultMatch: false, canBeUsedToMatch: false });
				expect(one.type === 'options').toBe(one.options !== undefined);
			}
		});
	},
);

it.each([
	{ resource: 'user', operation: 'get' },
	{ resource: 'offer', operation: 'getAll' },
	{ resource: 'nothing', operation: 'create' },
	{},
])('%j has no columns, and says so', async (parameters) => {
	await expect(fieldsFor(parameters)).rejects.toThrow(
		'This operation has no columns to map. Choose another one.',
	);
});
