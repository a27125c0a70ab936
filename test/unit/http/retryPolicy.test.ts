import {
	backOffMs,
	isRetryable,
	isTurnedAway,
	requestedWaitMs,
	retryPolicy,
	usedUpQuotaMs,
} from '../../../shared/http/retryPolicy';

const NOW = Date.UTC(2026, 2, 4, 12);

it.each([
	[407, false],
	[408, true],
	[409, false],
	[428, false],
	[429, true],
	[430, false],
	[499, false],
	[500, true],
	[501, true],
	[599, true],
	[200, false],
	[399, false],
])('an answer of %i is worth another attempt: %p', (status, worth) => {
	expect(isRetryable(status)).toBe(worth);
});

it.each<[number, string | undefined, boolean]>([
	[429, undefined, true],
	[428, '5', false],
	[430, '5', false],
	[503, undefined, false],
	[503, '', false],
	[503, '5', true],
	[503, ' 5 ', true],
	[503, '0', true],
	[503, '1.5', true],
	[503, '5 apples', false],
	[503, '-5', false],
	[503, 'Wed, 04 Mar 2026 12:00:09 GMT', true],
	[502, '5', false],
	[504, '5', false],
	[500, '5', false],
	[408, '5', false],
	[200, '5', false],
])('an answer of %i with Retry-After %p was turned away undone: %p', (status, retryAfter, turnedAway) => {
	const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': retryAfter };

	expect(isTurnedAway({ status, headers })).toBe(turnedAway);
});

it.each([
	[0, 0, 0],
	[0, 0.5, 500],
	[0, 0.999, 999],
	[1, 0.5, 1_000],
	[2, 0.5, 2_000],
	[5, 1, 32_000],
	[6, 1, 60_000],
	[7, 1, 60_000],
	[2_000, 1, 60_000],
])('before repeat %i, with chance %d, there is a wait of %i ms', (repeat, chance, ms) => {
	expect(backOffMs(repeat, chance)).toBe(ms);
});

it.each<[Record<string, string>, number | undefined]>([
	[{}, undefined],
	[{ 'retry-after': '0' }, undefined],
	[{ 'retry-after': '0.001' }, 1],
	[{ 'retry-after': '60' }, 60_000],
	[{ 'retry-after': '61' }, 61_000],
	[{ 'retry-after': new Date(NOW).toUTCString() }, undefined],
	[{ 'retry-after': new Date(NOW + 1_000).toUTCString() }, 1_000],
	[{ 'retry-after': new Date(NOW - 1_000).toUTCString() }, undefined],
	[{ 'x-ratelimit-reset': String(NOW / 1_000) }, undefined],
	[{ 'x-ratelimit-reset': String(NOW / 1_000 + 1) }, 1_000],
	[{ 'kard-api-usage-quota-reset': '0' }, undefined],
	[{ 'kard-api-usage-quota-reset': '1' }, 1_000],
	[{ 'kard-api-usage-quota-reset': '60' }, 60_000],
	[{ 'kard-api-usage-quota-reset': '60.5' }, undefined],
	[{ 'kard-api-usage-quota-reset': '61' }, undefined],
	[{ 'kard-api-usage-quota-reset': '060' }, undefined],
	[{ 'retry-after': '2', 'kard-api-usage-quota-reset': '3' }, 2_000],
	[{ 'retry-after': '0', 'kard-api-usage-quota-reset': '3' }, 3_000],
	[{ 'kard-api-usage-quota-reset': '3', 'x-ratelimit-reset': String(NOW / 1_000 + 9) }, 3_000],
	[{ 'kard-api-usage-quota-reset': '?', 'x-ratelimit-reset': String(NOW / 1_000 + 9) }, 9_000],
])('an answer with %j asks for a wait of %p ms', (headers, ms) => {
	expect(requestedWaitMs(headers, NOW)).toBe(ms);
});

it.each<[string | undefined, string | undefined, number | undefined]>([
	['0', '5', 5_000],
	[' 0 ', ' 5 ', 5_000],
	['00', '5', 5_000],
	['0', '0', undefined],
	['0', undefined, undefined],
	['1', '5', undefined],
	['10', '5', undefined],
	['-0', '5', undefined],
	['0.5', '5', undefined],
	['', '5', undefined],
	[undefined, '5', undefined],
])('with %p remaining and a reset of %p, the next request waits %p ms', (remaining, reset, ms) => {
	const headers = {
		...(remaining === undefined ? {} : { 'kard-api-usage-quota-remaining': remaining }),
		...(reset === undefined ? {} : { 'kard-api-usage-quota-reset': reset }),
	};

	expect(usedUpQuotaMs(headers)).toBe(ms);
});

it('repeats twice as the official SDKs do, and never waits for more than a minute', () => {
	expect(retryPolicy).toMatchObject({ maxRetries: 2, longestDelayMs: 60_000, budget: 10 });
});
