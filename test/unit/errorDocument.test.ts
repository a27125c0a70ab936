import { errorsIn } from '../../shared/errors/errorDocument';

const good = {
	...{ status: '409', title: 'Conflict', detail: 'Exists.', id: 'row-1' },
	source: { pointer: '/data/0' },
};
const stated = { statusCode: 409, detail: 'a' };
const byField = { email: ['is taken'], zip: null };

describe('the errors an answer lists', () => {
	it.each<[string, unknown, unknown]>([
		['an error as Kard documents it', [good], [good]],
		['null for every part', [{ status: null, title: null, detail: null, id: null, source: null }], [{}]],
		['nulls inside the source', [{ detail: 'a', source: { pointer: null } }], [{ detail: 'a' }]],
		['numbers for texts', [{ status: 409, detail: 5, id: 7 }], [{ status: '409', detail: '5', id: '7' }]],
		['a status with its name', [{ status: '409 Conflict', detail: 'a' }], [{ status: '409', detail: 'a' }]],
		['a status of another name', [stated], [{ ...stated, status: '409' }]],
		['the place as a text', [{ source: '/data/3' }], [{ source: { pointer: '/data/3' } }]],
		['a source that says nothing', [{ detail: 'a', source: 'somewhere' }], [{ detail: 'a' }]],
		['an id that is an object', [{ detail: 'a', id: { of: 'row-1' } }], [{ detail: 'a' }]],
		['a text', ['Exists.'], [{ detail: 'Exists.' }]],
		['null, which says that there is one', [null], [{}]],
		['a detail that is a list', [{ detail: ['a', null, 'b'] }], [{ detail: 'a; b' }]],
		['a detail that is an object', [{ detail: { message: 'a' } }], [{ detail: 'a' }]],
		['a message for a detail', [{ message: 'a' }], [{ message: 'a', detail: 'a' }]],
		['one single error', good, [good]],
		['errors by the name of the field', byField, [{ detail: 'email: is taken' }, { detail: 'zip' }]],
		['a text instead of a list', 'Exists.', [{ detail: 'Exists.' }]],
		['true', true, [{}]],
	])('are read: %s', (_, errors, read) => {
		expect(errorsIn({ errors })).toEqual(read);
	});

	it('are read one by one: an odd one takes no other away', () => {
		const read = errorsIn({ errors: [good, null, 'text', 5, [], { source: null, detail: null }, good] });

		expect(read).toEqual([good, {}, { detail: 'text' }, { detail: '5' }, {}, {}, good]);
	});

	it.each<{ body: unknown }>([
		...[undefined, null, 'errors', [], {}, { data: [] }].map((body) => ({ body })),
		...[null, [], {}, '', 0, false].map((errors) => ({ body: { errors } })),
	])('%j lists none', ({ body }) => {
		expect(errorsIn(body)).toBeUndefined();
	});

	it('keep what Kard adds, also where it is called __proto__, and change no other object', () => {
		const [error] =
			errorsIn(JSON.parse('{"errors": [{"detail": "a", "__proto__": {"polluted": 1}, "novel": 2}]}')) ?? [];

		expect(error).toMatchObject({ detail: 'a', novel: 2 });
		expect({}).not.toHaveProperty('polluted');
	});

	it('are read however deep they are', () => {
		const depth = 50_000;
		const deep: unknown = JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

		expect(errorsIn({ errors: [deep, { detail: deep }, good] })).toEqual([{}, {}, good]);
	});
});
