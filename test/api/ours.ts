import omit from 'lodash/omit';
import { z } from 'zod/v4';
import {
	notificationAttributes,
	operations,
	TOKEN_PATH,
	type AnyOperation,
	type BulkOperation,
	type SingleOperation,
} from '../../shared/host';
import { buildTokenRequest } from '../../shared/auth/tokenRequest';
import { eventValues, type Contract, type Operation, type Value, type Values } from './contract';
import { SchemaReader } from './schemaValues';

/** What tells kinds of an object apart in our schemas, too. */
const reader = new SchemaReader({}, new Set(['type', 'processor']));

type Json = Readonly<Record<string, unknown>>;

/** A resource as it is sent: what stands in the row or the attributes, under its type. */
function resource(type: string, attributes: z.ZodObject, hasId: boolean, io: 'input' | 'output'): Json {
	const { properties = {}, ...rest } = z.toJSONSchema(attributes, { io, unrepresentable: 'any' });
	const own = omit(properties, 'type', 'id');
	return {
		properties: {
			type: { const: type },
			...(hasId && { id: { type: 'string' } }),
			attributes: { ...rest, properties: own },
		},
		required: ['type', ...(hasId ? ['id'] : []), 'attributes'],
	};
}

function document(data: Json): Json {
	return { properties: { data }, required: ['data'] };
}

function bulkBody({ rows }: BulkOperation, io: 'input' | 'output'): Json {
	const kinds = Object.entries(rows).map(([type, row]) => resource(type, row, true, io));
	return document({ type: 'array', items: { oneOf: kinds } });
}

function singleBody(operation: SingleOperation, io: 'input' | 'output'): Json | undefined {
	const { attributes, sentAs } = operation;
	if (!attributes) return undefined;
	const sent = resource(
		sentAs?.type ?? operation.resource.name,
		attributes,
		operation.about !== undefined && sentAs === undefined,
		io,
	);
	return document(sentAs?.list === true ? { type: 'array', items: sent } : sent);
}

function bodyOf(operation: AnyOperation, io: 'input' | 'output'): Json | undefined {
	if (operation.kind === 'bulk') return bulkBody(operation, io);
	return operation.kind === 'single' ? singleBody(operation, io) : undefined;
}

/** A field has the form and the choices that a caller sees, and is required where it is always sent. */
function sentFields(operation: AnyOperation): Values {
	const [given, sent] = (['input', 'output'] as const).map((io) =>
		reader.values(bodyOf(operation, io) ?? {}),
	);
	const fields = [...(given ?? [])].map(([name, value]): [string, Value] => [
		name,
		{ ...value, required: sent?.get(name)?.required ?? value.required },
	]);
	return new Map(fields);
}

function parametersOf(operation: AnyOperation): Values {
	if (operation.kind === 'bulk' || operation.query === undefined) return new Map();
	return reader.values(z.toJSONSchema(operation.query, { io: 'input', unrepresentable: 'any' }));
}

function described(operation: AnyOperation): Operation {
	const name = `${operation.method} ${operation.path}`;
	return {
		name,
		title: operation.client,
		scope: operation.scope,
		limit: operation.kind === 'bulk' ? operation.limit : undefined,
		statuses: [...operation.success],
		parameters: parametersOf(operation),
		fields: sentFields(operation),
	};
}

/** What is sent, as a schema: every field of it, each with its own value where that is the same for everyone. */
function asSent(fields: Json, secrets: readonly unknown[]): Json {
	const properties = Object.entries(fields).map(([name, value]): [string, Json] => [
		name,
		secrets.includes(value) ? { type: 'string' } : { type: 'string', const: value },
	]);
	return { properties: Object.fromEntries(properties), required: Object.keys(fields) };
}

/** What a client sends for a token, in each of its styles. */
function tokenOperation(): Operation {
	const own = { clientId: 'an id', clientSecret: 'a secret', targetIssuer: 'an issuer' };
	const styles = ['json', 'basic'] as const;
	const requests = styles.map((style) =>
		buildTokenRequest({ ...own, tokenUrl: TOKEN_PATH, styles }, style, 1_000),
	);
	const fields = requests.flatMap(({ headers, body = '' }) => {
		const type = headers['Content-Type'] ?? '';
		const isJson = type === 'application/json';
		const sent: unknown = isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
		const schema = asSent(z.record(z.string(), z.unknown()).parse(sent), Object.values(own));
		return [...reader.values(schema, isJson ? '' : type)];
	});
	const target = Object.keys(requests[0]?.headers ?? {}).filter((name) => name.startsWith('X-'));
	const name = `POST ${TOKEN_PATH}`;
	return {
		name,
		title: 'before anything else',
		statuses: [200],
		parameters: new Map(target.map((header) => [`header ${header}`, { form: 'text', required: false }])),
		fields: new Map(fields),
	};
}

function notifications(): Values {
	const kinds = Object.entries(notificationAttributes).map(([event, attributes]) =>
		resource(event, attributes, true, 'input'),
	);
	return eventValues(reader.values(document({ oneOf: kinds })));
}

/** What the operations of the client, its token request and its notifications are, as Kard's document would say it. */
export function ourContract(): Contract {
	return {
		operations: [tokenOperation(), ...operations.map(described)],
		notifications: notifications(),
	};
}
