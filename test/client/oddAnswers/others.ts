import { failure } from '../fakeKard';
import { DEEP, PAGE, reply, type Odd } from './bodies';

const ALIVE = /^alive$/;

/** Odd answers to a ping: whatever Kard says is a sign of life, but not what somebody else says. */
export const oddPings: readonly Odd[] = [
	[
		'as the documentation has it',
		reply({ message: 'pong', status: 'ok', timestamp: '2026-03-04T10:15:00Z' }),
		ALIVE,
	],
	['with nulls', reply({ message: null, status: null, timestamp: null }), ALIVE],
	['that is an empty object', reply({}), ALIVE],
	['that is a text', reply('"pong"'), ALIVE],
	['that is null', reply('null'), ALIVE],
	['that is nothing, with 204', reply(undefined, 204), ALIVE],
	['that is a web page', reply(PAGE), /^KardApiError \(200\).*not JSON/],
	[
		'403',
		failure(403, 'Forbidden.'),
		/^KardPermissionError \(403\) Kard does not let this network in.*address/,
	],
	[
		'403 of a firewall',
		{ status: 403, body: PAGE },
		/^KardPermissionError \(403\) Kard does not let this network in/,
	],
	['403 with a message', { status: 403, body: { message: 'Forbidden' } }, /let this network in.*Forbidden$/],
];

const REPLAYED = /^n-1$/;

/** Odd answers to a replay: it needs nothing of them. */
export const oddReplays: readonly Odd[] = [
	['as the documentation has it', reply({ eventId: 'n-1' }, 202), REPLAYED],
	['with 200', reply({ eventId: 'n-1' }), REPLAYED],
	['wrapped in data', reply({ data: { eventId: 'n-1' } }, 202), REPLAYED],
	['with null for the id', reply({ eventId: null }, 202), REPLAYED],
	['that is nothing', reply(undefined, 202), REPLAYED],
	['that is null', reply('null', 202), REPLAYED],
	['that is a list', reply([], 202), REPLAYED],
	['that is nested very deep', reply(DEEP, 202), REPLAYED],
	['that is a web page', reply(PAGE, 202), /^n-1, Kard took this \(202\) .* not JSON/],
	[
		'with errors',
		{ ...failure(409, 'Nobody is subscribed.'), status: 202 },
		/^KardConflictError \(409\).*subscribed/,
	],
	['with the words of a gateway', reply({ error: 'maintenance' }), /^unknown.*\(200\).*maintenance/],
];

const SIGNED_IN = /^user-1$/;
const REFUSED = /^KardAuthenticationError/;

/** Odd answers to the request for a token, before a user is looked up. */
export const oddTokens: readonly Odd[] = [
	[
		'as the documentation has it',
		reply({ access_token: 't', expires_in: 3600, token_type: 'Bearer' }),
		SIGNED_IN,
	],
	['with 201', reply({ access_token: 't', expires_in: 3600 }, 201), SIGNED_IN],
	['without a time', reply({ access_token: 't' }), SIGNED_IN],
	[
		'with null for the time and the type',
		reply({ access_token: 't', expires_in: null, token_type: null }),
		SIGNED_IN,
	],
	['with a text for the time', reply({ access_token: 't', expires_in: '3600' }), SIGNED_IN],
	['with a negative time', reply({ access_token: 't', expires_in: -1 }), SIGNED_IN],
	['of another type', reply({ access_token: 't', expires_in: 60, token_type: 'MAC' }), SIGNED_IN],
	['with fields that nobody knew', reply({ access_token: 't', scope: null, novelty: [1] }), SIGNED_IN],
	['with null for the token', reply({ access_token: null }), REFUSED],
	['with an empty token', reply({ access_token: '' }), REFUSED],
	['with a number for the token', reply({ access_token: 7 }), REFUSED],
	['that is an empty object', reply({}), REFUSED],
	['that is null', reply('null'), REFUSED],
	['that is a list', reply([]), REFUSED],
	['that is nothing', reply(undefined), REFUSED],
	['that is a web page', reply(PAGE), REFUSED],
	[
		'401 in the words of OAuth',
		reply({ error: 'invalid_client', error_description: 'Wrong secret.' }, 401),
		REFUSED,
	],
	['401 in the words of JSON:API', failure(401, 'Wrong secret.'), REFUSED],
	['401 with a web page', reply(PAGE, 401), REFUSED],
];

/** Odd answers to rows `a` and `b`: a row has been taken only where the answer says so. */
export const oddBulkAnswers: readonly Odd[] = [
	[
		'as the documentation has it',
		reply(
			{
				data: [
					{ type: 'user', id: 'a' },
					{ type: 'user', id: 'b' },
				],
			},
			201,
		),
		/^created created$/,
	],
	[
		'with an error for one',
		reply({ errors: [{ id: 'b', status: '400', detail: 'Odd.' }], data: [{ type: 'user', id: 'a' }] }, 207),
		/^created failed$/,
	],
	[
		'with nulls in the error for one',
		reply(
			{ errors: [{ id: 'b', status: '400', title: 'Odd', detail: null, source: null }], data: [{ id: 'a' }] },
			207,
		),
		/^created failed$/,
	],
	[
		'with numbers in the error for one',
		reply({ errors: [{ id: 'b', status: 400, detail: 5 }], data: [{ id: 'a' }] }, 207),
		/^created failed$/,
	],
	[
		'with one odd error beside a good one',
		reply({ errors: [{ id: 'b', status: '400', detail: 'Odd.', source: 7 }], data: [{ id: 'a' }] }, 207),
		/^created failed$/,
	],
	[
		'with an error and 200',
		reply({ errors: [{ id: 'b', status: '400', detail: 'Odd.' }], data: [{ id: 'a' }] }),
		/^created failed$/,
	],
	[
		'with a conflict for one',
		reply({ errors: [{ id: 'b', status: 409, detail: null }], data: [{ id: 'a' }] }, 207),
		/^created duplicate$/,
	],
	['that is a web page, for ever', reply(PAGE, 201), /^unknown unknown$/],
	['that is nothing, for ever', reply(undefined, 201), /^unknown unknown$/],
	['207 with null, for ever', reply('null', 207), /^unknown unknown$/],
	[
		'207 with an error of nobody, for ever',
		reply({ errors: [{ id: 'c', status: '400' }] }, 207),
		/^unknown unknown$/,
	],
	['with null, for ever', reply('null', 201), /^unknown unknown$/],
	['with an empty list, for ever', reply([], 201), /^unknown unknown$/],
	['with a bare text, for ever', reply('"ok"', 201), /^unknown unknown$/],
	['with false, for ever', reply('false', 200), /^unknown unknown$/],
	['with the words of a gateway, for ever', reply({ error: 'maintenance' }), /^unknown unknown$/],
	[
		'with an object of errors, for ever',
		reply({ errors: { a: 'odd' } }),
		/^(unknown unknown|failed failed)$/,
	],
	['with one row missing, for ever', reply({ data: [{ type: 'user', id: 'a' }] }, 201), /^created unknown$/],
];
