import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { exampleFiles } from '../../examples/generate/files';
import { SIGNUP_COLUMNS } from '../../examples/generate/signups';
import { TRANSACTION_COLUMNS } from '../../examples/generate/transactions';
import { columnsOf, operations, readColumns, type AnyOperation, type BulkOperation } from '../../shared/host';
import { readWorkflow } from '../n8n/engine';

const EXAMPLES = join(__dirname, '..', '..', 'examples');
const FILES = exampleFiles();
const NAMES = Object.keys(FILES);

function committed(name: string): string {
	return readFileSync(join(EXAMPLES, name), 'utf8');
}

function rowsOf(name: string): Record<string, string>[] {
	return parse(committed(name), { columns: true });
}

/** The fields that automatic mapping finds for a sheet with these columns. */
function fieldsFound(resource: string, name: string, columns: readonly string[]): string[] {
	const isOperation = (one: AnyOperation) => one.resource.name === resource && one.name === name;
	const operation = operations.find((one): one is BulkOperation => one.kind === 'bulk' && isOperation(one));
	const [row] = Object.values(operation?.rows ?? {});
	if (row === undefined) throw new Error('There is no such operation.');
	const filled = Object.fromEntries(columns.map((column) => [column, '']));
	const found = readColumns(columnsOf(row), [filled]).columns;
	return found.flatMap(({ field }) => field ?? []).sort();
}

test.each(NAMES)('%s is what `npx tsx examples/generate.ts` writes', (name) => {
	expect(committed(name) === FILES[name]).toBe(true);
});

test('the sheets have 500 contacts and 2,000 transactions, and the files stay below 900 kB', () => {
	expect(rowsOf('crm-signups.csv')).toHaveLength(500);
	expect(rowsOf('card-transactions.csv')).toHaveLength(2_000);
	for (const name of NAMES) expect(Buffer.byteLength(committed(name))).toBeLessThan(900_000);
});

test('nobody in them is real: reserved domains, numbers for fiction, samples at Gmail', () => {
	const rows = rowsOf('crm-signups.csv');
	const addresses = rows.flatMap(({ Email = '' }) => Email.match(/[^\s;]+@[^\s;@]+/g) ?? []);
	expect(addresses.length).toBeGreaterThan(450);
	for (const address of addresses) {
		expect(address).toMatch(/@example\.(com|org)$|^sample\.person\.\d{4}\+crm@gmail\.com$/i);
	}
	for (const row of rows) {
		const digits = (row['Mobile Phone'] ?? '').replace(/\D/g, '');
		expect(digits).toMatch(/^$|^(1?\d{3})?55501\d\d$/);
	}
});

test('the only card number is the one that everybody tests with', () => {
	const numbers = committed('card-transactions.csv').match(/\b4\d{3}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}\b/g);
	expect(numbers?.map((number) => number.replace(/\D/g, ''))).toEqual([
		'4111111111111111',
		'4111111111111111',
	]);
});

test('automatic mapping finds the fields of both sheets by the names of their columns', () => {
	expect(fieldsFound('user', 'create', SIGNUP_COLUMNS)).toEqual([
		'birthYear',
		'email',
		'id',
		'phoneNumber',
		'zipCode',
	]);
	expect(fieldsFound('transaction', 'submit', TRANSACTION_COLUMNS)).toHaveLength(
		TRANSACTION_COLUMNS.length - 1,
	);
});

test.each(NAMES.filter((one) => one.endsWith('.workflow.json')))(
	'%s starts by hand or by a notification, has a note, and names the credential alike',
	(name) => {
		const { nodes, settings } = readWorkflow(join(EXAMPLES, name));
		const types = nodes.map(({ type }) => type);
		const starts = types.filter((type) => /trigger$/i.test(type));
		const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-kard.'));

		expect(types).toContain('n8n-nodes-base.stickyNote');
		expect(starts).toHaveLength(1);
		expect(['n8n-nodes-base.manualTrigger', 'n8n-nodes-kard.kardTrigger']).toContain(starts[0]);
		expect(ours).toHaveLength(1);
		expect(ours[0]?.credentials).toEqual({ kardApi: { id: 'kardExample', name: 'Kard' } });
		expect(settings).toEqual({ executionOrder: 'v1', timezone: 'America/New_York' });
	},
);
