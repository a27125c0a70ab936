import { failure, type Reply } from '../fakeKard';

/** A web page, as a proxy sends it. */
export const PAGE = '<!doctype html><html><body>Down for maintenance.</body></html>';
/** JSON nested so deep that whoever follows it by recursion falls over. */
export const DEEP = '['.repeat(20_000) + ']'.repeat(20_000);

/** An odd answer, in words, and what a person sees of it. */
export type Odd = readonly [what: string, reply: Reply, sees: RegExp];

/** An answer with this status and body; a text is sent as it stands. */
export function reply(body: unknown, status = 200): Reply {
	return { status, body };
}

/** A JSON text in which some part is written by hand. */
export function written(value: unknown, part: string, text: string): string {
	return JSON.stringify(value).replace(JSON.stringify(part), text);
}

/** Answers that say no with a status of success, and that every single operation sees as a failure in Kard's words. */
export const REFUSALS: readonly Odd[] = [
	['errors with 200', { ...failure(409, 'Not now.'), status: 200 }, /^KardConflictError \(409\).*Not now\./],
	['errors with 207', { ...failure(404, 'Gone.'), status: 207 }, /^KardNotFoundError \(404\).*Gone\./],
	['errors beside null data', reply({ data: null, errors: [{ detail: 'No.' }] }), /\(400\).*No\./],
	[
		'an error with numbers for texts',
		reply({ errors: [{ status: 403, detail: 5 }] }),
		/^KardPermission.*\(403\).*5/,
	],
	[
		'an error in the words of a gateway',
		reply({ error: { message: 'maintenance' } }),
		/\(200\).*maintenance/,
	],
];

/** The same in a form that is not Kard's: a failure, of which nobody can tell whether a write was done all the same. */
export const UNCLEAR_REFUSALS: readonly Odd[] = [
	['errors that are an object', reply({ errors: { zipCode: ['is odd'] } }), /\(400\).*zipCode: is odd/],
	['errors that are a text', reply({ errors: 'Out of order.' }), /\(400\).*Out of order\./],
	['errors of nothing but null', reply({ errors: [null] }), /\(400\)/],
	['one odd error among others', reply({ errors: [null, 7, { detail: null, title: 'Odd' }] }), /\(400\).*7/],
];

/** Answers that say no to a write with a status of success. */
export const REFUSED_WRITES: readonly Odd[] = [
	...REFUSALS,
	...UNCLEAR_REFUSALS.map(
		([what, answer, sees]): Odd => [what, answer, new RegExp(`^unknown: .*${sees.source}`)],
	),
];
