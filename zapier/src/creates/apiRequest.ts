import { createHash } from 'node:crypto';
import type { Bundle, Create, PlainInputField } from 'zapier-platform-core';
import { z } from 'zod/v4';
import {
	KardValidationError,
	organizationOperations,
	type KardClient,
	type RawRequest,
} from '../../../shared/host';
import { textOf } from '../fields/inputField';
import { refuseUnreadable } from '../fields/readable';
import type { Action } from '../host/action';
import { inStep, type StepLimits } from '../host/step';
import { ofOne } from '../host/throttle';

const KEY = 'api_request';
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

const method = {
	key: 'method',
	label: 'Method',
	helpText: 'GET reads; the others write. What is sent with POST may be done twice if it is sent twice.',
	type: 'string',
	required: true,
	default: 'GET',
	choices: Object.fromEntries(METHODS.map((name) => [name, name])),
} as const satisfies PlainInputField;

const path = {
	key: 'path',
	label: 'Path',
	helpText:
		'The path of the request, as the API reference has it. {organizationId} stands for the ID of your organization. The request goes to the address of the connection and to no other.',
	type: 'string',
	required: true,
	placeholder: '/v2/issuers/{organizationId}/subscriptions',
} as const satisfies PlainInputField;

const query = {
	key: 'query',
	label: 'Query',
	helpText: 'The parameters that are put behind the path, such as filter[eventName].',
	dict: true,
} as const satisfies PlainInputField;

const body = {
	key: 'body',
	label: 'Body',
	helpText: 'What is sent, as JSON, such as {"data": []}. Leave it empty with GET.',
	type: 'text',
} as const satisfies PlainInputField;

function refuse({ key, label }: { readonly key: string; readonly label: string }, message: string): never {
	throw new KardValidationError(`${label}: ${message}`, [{ path: key, message }]);
}

function methodIn(given: unknown): RawRequest['method'] {
	const written = textOf(given).toUpperCase();
	return METHODS.find((name) => name === written) ?? refuse(method, `choose one of ${METHODS.join(', ')}.`);
}

function pathIn({ inputData }: Bundle, { organizationId }: KardClient): string {
	refuseUnreadable({ key: path.key, title: path.label }, inputData.path);
	return textOf(inputData.path).replaceAll('{organizationId}', encodeURIComponent(organizationId));
}

/** The parameters, as Zapier hands them over: each a text, or several of one name. */
function queryIn(given: unknown): Record<string, string | string[]> {
	const entries = typeof given === 'object' && given !== null ? Object.entries(given) : [];
	return Object.fromEntries(
		entries.map(([name, value]: [string, unknown]) => [
			name,
			Array.isArray(value) ? value.map(textOf) : textOf(value),
		]),
	);
}

function bodyIn(given: unknown): unknown {
	if (typeof given === 'object' && given !== null) return given;
	const text = textOf(given);
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return refuse(body, 'is not JSON. Check quotes, commas and braces.');
	}
}

function requestIn(bundle: Bundle, client: KardClient): RawRequest {
	const { inputData } = bundle;
	const request = { method: methodIn(inputData.method), body: bodyIn(inputData.body) };
	if (request.method === 'GET' && request.body !== undefined)
		refuse(body, 'is sent by no GET request. Empty it.');
	return {
		...request,
		path: pathIn(bundle, client),
		query: queryIn(inputData.query),
		...ofOne.options,
	};
}

const identified = z.object({ data: z.object({ id: z.string().min(1) }) });

/** Zapier tells results apart by their ID: that of the one resource in the answer, or one made of all that it says. */
function idOf(answer: unknown): string {
	const one = identified.safeParse(answer);
	if (one.success) return one.data.data.id;
	return createHash('sha256')
		.update(JSON.stringify(answer ?? null))
		.digest('hex')
		.slice(0, 32);
}

function make(limits: StepLimits): Create {
	const { sample } = organizationOperations.get;
	return {
		key: KEY,
		noun: 'API Request',
		display: {
			label: 'API Request',
			description: 'Sends a request of your own, for what no other action does.',
		},
		operation: {
			inputFields: [method, path, query, body],
			throttle: ofOne.throttle,
			perform: inStep(limits, async ({ client }, bundle) => {
				const { data, response } = await client.request(requestIn(bundle, client)).withResponse();
				return { id: idOf(data), status: response.status, body: data ?? null };
			}),
			outputFields: [
				{ key: 'id', label: 'ID', type: 'string', primary: true },
				{ key: 'status', label: 'Status', type: 'integer' },
				{ key: 'body', label: 'Body', type: 'string' },
			],
			sample: { id: sample.id, status: 200, body: { data: sample } },
		},
	};
}

/** An action for what the catalogue does not cover: a request of one's own, with the token and the errors of all others. */
export const apiRequest: Action<Create> = { key: KEY, make };
