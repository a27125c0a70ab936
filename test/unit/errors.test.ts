import {
	KardAbortError,
	KardApiError,
	KardAuthenticationError,
	KardConflictError,
	KardError,
	KardNetworkError,
	KardNotFoundError,
	KardPermissionError,
	KardRateLimitError,
	KardTimeoutError,
	KardValidationError,
} from '../../shared';
import { apiError, withMessage } from '../../shared/errors';
import { describeStatus, inWords } from '../../shared/http/responseError';

const details = {
	body: { a: 1 },
	errors: [{ id: 'x' }],
	headers: { 'x-a': 'b' },
	retryAfterMs: 5,
	outcomeUnknown: true,
};

describe('an error in other words', () => {
	it.each([
		new KardError('before', details),
		new KardTimeoutError('before', details),
		new KardAbortError('before', details),
		new KardNetworkError('before', { ...details, code: 'ECONNRESET' }),
		new KardApiError('before', { ...details, statusCode: 400 }),
		// No token for an unknown client: an authentication error whatever the status.
		new KardAuthenticationError('before', { ...details, statusCode: 404 }),
		...[401, 403, 404, 409, 429, 500].map((statusCode) => apiError('before', { ...details, statusCode })),
	])('is the same error but for its message: %p', (error) => {
		const changed = withMessage(error, 'after');

		expect(changed).not.toBe(error);
		expect(changed.message).toBe('after');
		expect(changed.constructor).toBe(error.constructor);
		expect(Object.entries(changed)).toEqual(Object.entries(error));
	});

	it('keeps what is wrong with each field', () => {
		const issues = [{ path: 'amount', message: 'is empty' }];

		expect(withMessage(new KardValidationError('before', issues), 'after')).toMatchObject({
			message: 'after',
			issues,
		});
	});

	it('may say that the outcome is unknown after all, or known', () => {
		expect(withMessage(new KardError('before'), 'after', true).outcomeUnknown).toBe(true);
		expect(withMessage(new KardError('before', details), 'after', false).outcomeUnknown).toBe(false);
	});
});

describe('the class of an answer', () => {
	it.each([
		[400, KardApiError],
		[401, KardAuthenticationError],
		[403, KardPermissionError],
		[404, KardNotFoundError],
		[409, KardConflictError],
		[429, KardRateLimitError],
		[503, KardApiError],
	])('%i is a %p, with nothing in it but the status where no more is known', (statusCode, Class) => {
		const error = apiError('no', { statusCode });

		expect(error.constructor).toBe(Class);
		expect(error.name).toBe(Class.name);
		expect(error).toMatchObject({ statusCode, errors: [], headers: {}, outcomeUnknown: false });
		expect(error.retryAfterMs).toBeUndefined();
	});
});

describe('the words for a status', () => {
	it.each([
		[
			200,
			{},
			'Kard answered with status 200 and an answer of an unexpected shape. Check the environment or base URL',
		],
		[403, {}, 'The credentials are not allowed to do this (403). Ask Kard to add it.'],
		[503, { retryAfterMs: 3_000 }, 'Try again after 3 seconds, as Kard asks.'],
		[408, { reason: 'Too slow.' }, '(408). Try again later. Kard says: Too slow.'],
		[304, {}, 'a redirection (304)'],
		[451, {}, 'Kard answered with status 451.'],
	])('%i with %j', (status, facts, words) => {
		expect(describeStatus(status, facts)).toContain(words);
	});

	it.each([
		[1, '1 second'],
		[1_001, '2 seconds'],
		[120_001, '3 minutes'],
		[7_140_000, '119 minutes'],
		[9_000_000, '2.5 hours'],
	])('%i ms are %s', (ms, words) => {
		expect(inWords(ms)).toBe(words);
	});
});
