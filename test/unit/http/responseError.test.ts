import { describeStatus, inWords } from '../../../shared/http/responseError';

it.each([
	[1, '1 second'],
	[1_000, '1 second'],
	[1_001, '2 seconds'],
	[59_999, '60 seconds'],
	[119_000, '119 seconds'],
	[119_001, '2 minutes'],
	[120_000, '2 minutes'],
	[121_000, '3 minutes'],
	[7_140_000, '119 minutes'],
	[7_140_001, '2 hours'],
	[7_200_000, '2 hours'],
	[8_100_000, '2.3 hours'],
	[36_000_000, '10 hours'],
])('%i ms are %s', (ms, words) => {
	expect(inWords(ms)).toBe(words);
});

it.each([
	[199, /^Kard answered with status 199 and an answer/],
	[200, /^Kard answered with status 200 and an answer/],
	[299, /^Kard answered with status 299 and an answer/],
	[300, /^Kard answered with a redirection \(300\)/],
	[399, /^Kard answered with a redirection \(399\)/],
	[400, /^Kard refused the request \(400\)\.$/],
	[401, /^Kard did not accept the credentials \(401\)/],
	[402, /^Kard answered with status 402\.$/],
	[404, /^Kard found nothing there \(404\)/],
	[407, /^Kard answered with status 407\.$/],
	[408, /^Kard has a problem of its own \(408\)\. Try again later\.$/],
	[409, /^This exists at Kard already \(409\)\.$/],
	[413, /too large for Kard \(413\)/],
	[422, /^Kard refused the request \(422\)\.$/],
	[429, /^Kard asks to slow down \(429\)\. Try again later/],
	[499, /^Kard answered with status 499\.$/],
	[500, /^Kard has a problem of its own \(500\)\. Try again later\.$/],
	[599, /^Kard has a problem of its own \(599\)\. Try again later\.$/],
])('%i is put in words of its own', (status, words) => {
	expect(describeStatus(status)).toMatch(words);
});

it.each([
	[429, 'Kard asks to slow down (429) and to wait 7 seconds. Try again after that.'],
	[503, 'Kard has a problem of its own (503). Try again after 7 seconds, as Kard asks.'],
])('%i with a wait says how long', (status, words) => {
	expect(describeStatus(status, { retryAfterMs: 7_000 })).toBe(words);
});

it('says how to look, and not to try again, where sending it again could do it twice', () => {
	expect(describeStatus(500, { reason: 'Oh.', howToLook: 'Look there.' })).toBe(
		'Kard has a problem of its own (500). Kard says: Oh. Look there.',
	);
	expect(describeStatus(201, { content: { kind: 'empty' }, howToLook: 'Look there.' })).toBe(
		'Kard answered with status 201 and an empty answer. Check the environment or base URL. Look there.',
	);
});
