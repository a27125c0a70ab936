import { z } from 'zod/v4';
import {
	columnsOf,
	defaultableColumns,
	normalizedName,
	offerOperations,
	operations,
	rowColumns,
	transactionOperations,
	userOperations,
	usualRowSettings,
	type Column,
} from '../../shared/host';
import { text } from '../../shared/fields';

/** Every schema that a person fills in, by a name for it. */
const schemas: [string, z.ZodObject][] = operations.flatMap((operation): [string, z.ZodObject][] => {
	const name = `${operation.resource.name} ${operation.name}`;
	if (operation.kind === 'bulk') {
		return Object.entries(operation.rows).map(([type, schema]) => [`${name} (${type})`, schema]);
	}
	const hasIds = Object.keys(operation.ids.shape).length > 0;
	const ids: [string, z.ZodObject][] = hasIds ? [[`${name} (ids)`, operation.ids]] : [];
	if (operation.kind === 'list') return [...ids, [`${name} (query)`, operation.query]];
	return operation.attributes ? [...ids, [`${name} (attributes)`, operation.attributes]] : ids;
});

const { transaction: transactionRow } = transactionOperations.submit.rows;
const keysOf = (schema: z.ZodType) => columnsOf(schema).map(({ key }) => key);

function columnIn(schema: z.ZodType, key: string): Column {
	const found = columnsOf(schema).find((column) => column.key === key);
	if (found === undefined) throw new Error(`There is no column ${key}.`);
	return found;
}

const words = { title: 'A Word', description: 'A word.', examples: ['word'] } as const;

describe('the columns of a schema', () => {
	it('are its fields, in their order, by the names that a sheet would have', () => {
		expect(keysOf(userOperations.create.rows.user).join(' ')).toBe(
			'id enrolledRewards email hashedEmail zipCode phoneNumber birthYear historicalTransactionsSent',
		);
	});

	it('lay nested fields flat', () => {
		expect(columnIn(transactionRow, 'merchantName').path).toEqual(['merchant', 'name']);
		expect(columnIn(transactionRow, 'merchantAddrZipcode').path).toEqual(['merchant', 'addrZipcode']);
		expect(columnIn(transactionRow, 'visaMerchantId').path).toEqual(['processorMids', 'mids', 'vmid']);
	});

	it('leave out what nobody needs to fill in', () => {
		expect(keysOf(transactionRow)).not.toContain('type');
		expect(keysOf(transactionRow)).not.toContain('processorMidsProcessor');
	});

	it('have short names where Kard has brackets', () => {
		expect(keysOf(offerOperations.getMany.query).join(' ')).toBe(
			'search purchaseChannel category isTargeted sort include supportedComponents pageSize pageAfter pageBefore',
		);
	});

	it('know which of them are required: what is optional or usual is not, nor what an optional group needs', () => {
		const required = columnsOf(transactionRow)
			.filter((column) => column.required)
			.map(({ key }) => key);

		expect(required).toEqual(
			expect.arrayContaining(['userId', 'transactionId', 'status', 'amount', 'cardBIN', 'cardLastFour']),
		);
		for (const key of ['id', 'merchantName', 'visaStoreId', 'paymentType', 'settledDate']) {
			expect(required).not.toContain(key);
		}
	});

	it('know that a required field of a required group is required', () => {
		const inner = z.object({ one: text(words), two: text(words).optional() });

		expect(columnsOf(z.object({ group: inner })).map(({ key, required }) => [key, required])).toEqual([
			['groupOne', true],
			['groupTwo', false],
		]);
		expect(columnsOf(z.object({ group: inner.optional() })).every(({ required }) => !required)).toBe(true);
	});

	it('know the choices with their labels', () => {
		expect(columnIn(transactionRow, 'direction').choices).toEqual({ DEBIT: 'Debit', CREDIT: 'Credit' });
		expect(columnIn(transactionRow, 'merchantAddrState').choices).toMatchObject({ GA: 'Georgia' });
		expect(columnIn(transactionRow, 'description').choices).toEqual({});
	});

	it('are worked out once', () => {
		expect(columnsOf(transactionRow)).toBe(columnsOf(transactionRow));
	});

	it('of something that is no object, or without descriptions, are none', () => {
		expect(columnsOf(z.array(z.string()))).toEqual([]);
		expect(columnsOf(z.object({ plain: z.string() }))).toEqual([]);
	});
});

describe.each(schemas)('%s', (_, schema) => {
	const columns = columnsOf(schema);

	it('describes every field that it has', () => {
		const described = new Set(['type', ...columns.map(({ path }) => path[0])]);
		expect(columns.length).toBeGreaterThan(0);
		expect(Object.keys(schema.shape).filter((name) => !described.has(name))).toEqual([]);
	});

	it('has no two columns of one name, however it is written', () => {
		for (const name of ['key', 'title'] as const)
			expect(new Set(columns.map((column) => normalizedName(column[name]))).size).toBe(columns.length);
	});

	it('has no alias that means two columns', () => {
		const meanings = new Map<string, Set<string>>();
		for (const { key, title, recognizedBy = [] } of columns) {
			for (const name of [key, title, ...recognizedBy].map(normalizedName)) {
				meanings.set(name, (meanings.get(name) ?? new Set()).add(key));
			}
		}

		expect([...meanings].filter(([, keys]) => keys.size > 1).map(([name]) => name)).toEqual([]);
	});

	it.each(columns.map((column) => [column.key, column] as const))(
		'%s is well described, and its examples, choices and labels pass its own reading',
		(__, column) => {
			const { title, description, examples, choices, input, recognizedBy = [] } = column;
			expect(title).toMatch(/^[A-Z].*[^.:]$/);
			expect(description).toMatch(/^[A-Z].*\.$/);
			expect(examples.length).toBeGreaterThan(0);
			expect(Object.keys(choices).length > 0).toBe(input === 'choice' || input === 'choices');
			expect(recognizedBy.every((name) => name.trim() !== '')).toBe(true);
			expect(JSON.stringify(examples)).not.toMatch(/@(?!example\.com)/);
			for (const example of examples)
				expect(column.read(example, usualRowSettings)).toHaveProperty('ok', true);
			for (const [choice, label] of Object.entries(choices)) {
				const value = input === 'choices' ? [choice] : choice;
				for (const word of [choice, label])
					expect([word, column.read(word, usualRowSettings)]).toEqual([word, { ok: true, value }]);
			}
		},
	);
});

it.each(schemas.filter(([name]) => !name.includes('query')))(
	'%s: the first examples together make a row that Kard takes',
	(_, schema) => {
		const row: Record<string, unknown> = {};
		const columns = columnsOf(schema);
		const required = columns.filter((one) => one.required);
		for (const column of required.length > 0 ? required : columns) {
			const reading = column.read(column.examples[0], usualRowSettings);
			if (reading.ok && column.path.length === 1) row[column.path[0] ?? ''] = reading.value;
		}
		if ('status' in schema.shape) row.settledDate = '2026-03-06T02:00:00Z';
		const type: unknown = 'type' in schema.shape ? schema.shape.type : undefined;
		for (const name of ['coreTransaction', 'matchedTransaction', 'transaction'])
			if (type instanceof z.ZodType && type.safeParse(name).success) row.type = name;

		expect(schema.safeParse(row).error).toBeUndefined();
	},
);

describe('a column name as it is compared', () => {
	it.each([
		['ZIP Code', 'zipcode'],
		['zip_code', 'zipcode'],
		['Zip-Code:', 'zipcode'],
		['  zip.code ', 'zipcode'],
		['Ｚｉｐ Code', 'zipcode'],
		['Größe', 'größe'],
		['Card Last 4', 'cardlast4'],
		['!?', ''],
	])('%j is %j', (name, compared) => {
		expect(normalizedName(name)).toBe(compared);
	});
});

describe('the fields for which one value may stand for all rows', () => {
	it.each([
		[
			transactionOperations.submit,
			'cardBIN cardNetwork currency direction financialInstitutionId paymentType status',
		],
		// Never those that say who a user is.
		[userOperations.create, 'enrolledRewards'],
	] as const)('%# are those that can be the same for a whole sheet, each once', (operation, keys) => {
		const columns = defaultableColumns(operation).map(({ key }) => key);
		expect(columns.toSorted().join(' ')).toBe(keys);
	});

	it.each([
		// A later type of row has one status only.
		[undefined, 'status', 'APPROVED SETTLED REVERSED RETURNED DECLINED'],
		['transaction', 'status', 'APPROVED SETTLED REVERSED RETURNED DECLINED'],
		// Where it can only be one, it is that.
		['coreTransaction', 'status', undefined],
		['transaction', 'financialInstitutionId', undefined],
	])('of %j: %s can be one of %s', (type, key, choices) => {
		const column = defaultableColumns(transactionOperations.submit, type).find((one) => one.key === key);
		expect(column && Object.keys(column.choices).join(' ')).toBe(choices);
	});
});

it.each<[unknown, string]>([
	['matchedTransaction', 'matchedOfferId'],
	['coreTransaction', 'cardLastFours'],
	['transaction', 'panEntryMode'],
	// The first type, where none is chosen.
	[undefined, 'panEntryMode'],
	['constructor', 'panEntryMode'],
	[7, 'panEntryMode'],
])('the columns of the rows of an operation are those of the chosen type: %j has %s', (type, key) => {
	expect(rowColumns(transactionOperations.submit, type).map((column) => column.key)).toContain(key);
});
