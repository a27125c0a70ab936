import {
	columnsOf,
	KardNotFoundError,
	KardPermissionError,
	KardValidationError,
	operations,
	type AnyOperation,
	type BulkResult,
	type ListOperation,
} from '../../shared/host';
import { idNamesOf, isIdempotent } from '../../shared/catalogue/description/operation';
import { rejection, textLike } from '../support/expected';
import { allFields, attributesFor, carryOut, idsFor, nameOf, rowsFor } from '../support/operation';
import { failure, startScriptedKard, type Reply } from '../support/scriptedKard';

/*
 * What holds for every operation of the catalogue, also for one that is added tomorrow. What Kard answers here is the
 * sample of the operation.
 */
const kard = startScriptedKard();
const all = operations.map((operation) => [nameOf(operation), operation] as const);
const isList = (operation: AnyOperation): operation is ListOperation => operation.kind === 'list';
const lists = operations.filter(isList).map((operation) => [nameOf(operation), operation] as const);
const withIds = all.filter(([, operation]) => idNamesOf(operation).length > 0);
const single = all.filter(([, { kind }]) => kind !== 'bulk');

/** A good response: every row of the request, or the sample. */
function good(operation: AnyOperation): Reply {
	const { sample } = operation;
	if (operation.kind === 'list') return { body: { data: [sample] } };
	const status = operation.success[0] ?? 200;
	if (operation.kind === 'bulk') {
		const rows = rowsFor(operation).map(({ id }) => ({ type: operation.resource.name, id, attributes: {} }));
		return { status, body: { data: operation.naming.taken === 'job' ? { type: 'job', id: 'job-1' } : rows } };
	}
	if (operation.sentAs?.list === true) return { status, body: { data: [sample] } };
	return { status, body: sample.type === undefined ? sample : { data: sample } };
}

/** What comes of a field that the operation does not have; nothing where it takes none. */
function withUnknownField(operation: AnyOperation): Promise<unknown> | undefined {
	const client = kard.client();
	const odd = { serach: 'coffee' };
	const ids = idsFor(operation);
	if (operation.kind === 'list') return client.list(operation, { ids, query: odd }).toArray();
	if (operation.kind === 'single') {
		const attributes = { ...attributesFor(operation), ...odd };
		return operation.attributes && client.single(operation, { ids, attributes });
	}
	const refused = ({ failed: [first] }: BulkResult) =>
		Promise.reject(first?.error ?? new Error('It was taken.'));
	return client.bulk(operation, [odd]).then(refused);
}

const requests = () => kard.received.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
const query = () => new URL(kard.received[0]?.path ?? '', kard.baseUrl).searchParams;

describe.each(all)('%s', (_, operation) => {
	it('sends its method and path with a token, and hands over what comes back', async () => {
		kard.answer(good(operation));
		const ids = Object.entries(idsFor(operation));

		const result = await carryOut(kard.client(), operation);

		const path = ids.reduce(
			(filled, [name, id]) => filled.replace(`{${name}}`, encodeURIComponent(id)),
			operation.path.replace('{organizationId}', 'org-1'),
		);
		const times = operation.kind === 'bulk' ? rowsFor(operation).length : 1;
		expect(requests()).toEqual(Array(times).fill(`${operation.method} ${path}`));
		const tokens = kard.received.map(({ headers }) => headers.authorization);
		expect(tokens).toEqual(Array(times).fill('Bearer token-1'));
		if (operation.kind === 'bulk') {
			const succeeded = Array(times).fill({ status: operation.accepted });
			expect(result).toMatchObject({ succeeded, failed: [] });
		} else expect(result).toEqual(isList(operation) ? [operation.sample] : operation.sample);
	});

	it('is repeated after a broken connection only where that does no harm', async () => {
		kard.answer('drop', good(operation));

		const outcome = await carryOut(kard.client(), operation).catch((error: unknown) => error);

		if (isIdempotent(operation)) expect(outcome).not.toBeInstanceOf(Error);
		else expect(outcome).toMatchObject({ outcomeUnknown: true });
		if (operation.kind !== 'bulk') expect(kard.received).toHaveLength(isIdempotent(operation) ? 2 : 1);
		if (operation.kind === 'single' && operation.howToLook)
			expect(outcome).toHaveProperty('message', expect.stringContaining(operation.howToLook));
	});

	it('refuses a field that there is not, before any request', async () => {
		const run = withUnknownField(operation);
		if (run === undefined) return;

		const error = await rejection(run);

		expect(error).toBeInstanceOf(KardValidationError);
		if (operation.kind !== 'bulk')
			expect(error).toHaveProperty('message', textLike(/^serach: there is no such field/));
		expect([kard.received, kard.tokenRequests]).toEqual([[], []]);
	});
});

describe.each(single)('%s', (_, operation) => {
	it.each([
		[403, KardPermissionError, operation.forbiddenMeans ?? operation.scope ?? '(403)'],
		[404, KardNotFoundError, '(404)'],
	])('fails in Kard’s words with %i, and names its permission or what a refusal means', async (...given) => {
		const [status, ofClass, says] = given;
		kard.answer(failure(status, 'Not for you.'));

		const error = await rejection(carryOut(kard.client(), operation));

		expect(error).toBeInstanceOf(ofClass);
		for (const words of [says, 'Not for you.'])
			expect(error).toHaveProperty('message', expect.stringContaining(words));
		expect(kard.received).toHaveLength(1);
	});
});

describe.each(withIds)('%s', (_, operation) => {
	it.each(idNamesOf(operation))(
		'encodes %s in its path, and refuses an empty one before any request',
		async (name) => {
			kard.answer(good(operation));
			await carryOut(kard.client(), operation, { ids: { [name]: 'a/b ?#☕' } }).catch(() => undefined);
			expect(requests()[0]).toContain('/a%2Fb%20%3F%23%E2%98%95');

			const sent = kard.received.length;
			const error = await rejection(carryOut(kard.client(), operation, { ids: { [name]: ' ' } }));
			expect(error).toBeInstanceOf(KardValidationError);
			expect(kard.received).toHaveLength(sent);
		},
	);
});

describe.each(lists)('%s', (_, operation) => {
	const read = async (given: object) => {
		const list = kard.client().list(operation, { ids: idsFor(operation), query: given });
		return await list.toArray();
	};
	const columns = columnsOf(operation.query);
	const parameterOf = (key: string) => columns.find((column) => column.key === key)?.path.at(-1) ?? key;

	it('asks for as many items at once as it says, follows the cursor, and hands over what Kard added', async () => {
		const novel = { type: 'novelty', id: 'n', attributes: { name: 'N', novelty: [1] }, extra: true };
		kard.answer(
			{ body: { data: [operation.sample], links: { next: '/x?page[after]=c%3D1' } } },
			{ body: { data: [novel] } },
		);

		await expect(read({})).resolves.toEqual([operation.sample, novel]);

		const size = operation.pageSize === undefined ? '' : `page[size]=${String(operation.pageSize)}`;
		expect(kard.received.map(({ path }) => decodeURIComponent(path.split('?')[1] ?? ''))).toEqual([
			size,
			[size, 'page[after]=c=1'].filter((part) => part !== '').join('&'),
		]);
	});

	it('sends each field under Kard’s name, whether it is given under that or under its short one', async () => {
		kard.answer({ body: { data: [] } });
		const chosen = columns.filter(allFields);
		const short = Object.fromEntries(
			chosen.map(({ key, examples, input }) => [key, input === 'choices' ? [...examples] : examples[0]]),
		);
		const long = Object.fromEntries(Object.entries(short).map(([key, value]) => [parameterOf(key), value]));

		await read(short);
		await read(long);

		expect(kard.received[1]?.path).toBe(kard.received[0]?.path);
		expect([...new Set(query().keys())].toSorted()).toEqual(
			chosen.map(({ key }) => parameterOf(key)).toSorted(),
		);
	});

	it.each(columns.filter(({ isOpen }) => isOpen === true))(
		'leaves it to Kard what it has added to $title',
		async ({ key, input }) => {
			kard.answer({ body: { data: [] } });
			const added = 'ADDED';

			await read({ [key]: input === 'choices' ? [added] : added });

			expect(query().get(parameterOf(key))).toBe(added);
		},
	);

	it.each(columns.filter(({ choices }) => Object.keys(choices).length > 0))(
		'takes the label of a choice of $title',
		async ({ key, choices }) => {
			kard.answer({ body: { data: [] } });
			const [[value = '', label = ''] = []] = Object.entries(choices);

			await read({ [key]: label.toUpperCase() });

			expect(query().get(parameterOf(key))).toBe(value);
		},
	);

	it.each(columns.filter(({ input }) => input !== 'boolean'))(
		'refuses an object for $title before any request',
		async ({ title, key }) => {
			const error = await rejection(read({ [key]: { a: 1 } }));

			expect(error).toBeInstanceOf(KardValidationError);
			expect(error).toHaveProperty('message', textLike(new RegExp(`^${title}: `)));
			expect(kard.received).toEqual([]);
		},
	);
});
