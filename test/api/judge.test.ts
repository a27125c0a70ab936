import { judge, type Explanations } from './judge';

const NOTHING_SAID: Explanations = { notOffered: [], explained: [] };
const NEW = { where: 'POST /v2/loans', what: 'operation is missing here' };
const CITY = { where: 'PUT /v2/users/{userId}', what: 'field data.city is missing here' };

it('a difference that nobody has explained is one to look at', () => {
	expect(judge([NEW, CITY], NOTHING_SAID)).toEqual({ unexplained: [NEW, CITY], explained: [], stale: [] });
});

it('a difference that is on purpose is none to look at, and why it is stands beside it', () => {
	const explanation = { ...CITY, because: 'cities are nobody’s business' };

	const outcome = judge([CITY], { notOffered: [], explained: [explanation] });

	expect(outcome).toEqual({ unexplained: [], explained: [explanation], stale: [] });
});

it('an operation is known to be not offered by its name, whatever its ids are called', () => {
	const notOffered = [{ because: 'not offered yet', operations: ['DELETE /v2/users/{id}'] }];
	const missing = { where: 'DELETE /v2/users/{userId}', what: 'operation is missing here' };

	expect(judge([missing, NEW], { notOffered, explained: [] })).toMatchObject({
		unexplained: [NEW],
		stale: [],
	});
});

it.each([
	['a field', { notOffered: [], explained: [{ ...CITY, because: 'it was so' }] }],
	['an operation', { notOffered: [{ because: 'it was so', operations: [NEW.where] }], explained: [] }],
])('an explanation of %s that is there no more is stale', (_, explanations) => {
	const { stale, explained, unexplained } = judge([], explanations);

	expect(stale).toMatchObject([{ because: 'it was so' }]);
	expect([...explained, ...unexplained]).toEqual([]);
});

it('an explanation explains no other difference of the same field', () => {
	const other = { ...CITY, what: 'field data.city: required at Kard, optional here' };

	const outcome = judge([other], { notOffered: [], explained: [{ ...CITY, because: 'it was so' }] });

	expect(outcome).toMatchObject({ unexplained: [other], stale: [CITY] });
});
