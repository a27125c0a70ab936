import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { at } from './expected';

/** Where Kard's published description lies, when it is there: beside the repository. */
const PUBLISHED_FILE = join(__dirname, '..', '..', '..', 'shared', 'kard-openapi.yaml');

/** Whether Kard's published description is there. */
const isPublishedThere = existsSync(PUBLISHED_FILE);

if (!isPublishedThere) {
	process.stdout.write(`Not checked against Kard's published description: ${PUBLISHED_FILE} is not there.\n`);
}

/** A suite that is skipped where Kard's published description is not there. */
export const publishedSuite = isPublishedThere ? describe : describe.skip;

/** Kard's published description. It must be there: only suites that are skipped without it may ask. */
export function publishedDescription(): unknown {
	return parse(readFileSync(PUBLISHED_FILE, 'utf8'));
}

/** Says what is wrong with an answer by the published description: a list that should be empty. */
interface PublishedCheck {
	(method: string, path: string, status: number, body: unknown): string[];
	/** The answers that are published for an operation and were not checked yet, such as `GET /v2/ping 403`. */
	unchecked(method: string, path: string): string[];
}

/** The check of answers against the published description. */
export function publishedCheck(): PublishedCheck {
	const { description, complaints } = published();
	const checked = new Set<string>();
	const responsesOf = (method: string, path: string) =>
		at(description, 'paths', path, method.toLowerCase(), 'responses');
	const schemaOf = (method: string, path: string, status: string) =>
		at(responsesOf(method, path), status, 'content', 'application/json', 'schema');
	const check = (method: string, path: string, status: number, body: unknown) => {
		checked.add(`${method} ${path} ${status}`);
		const schema = schemaOf(method, path, String(status));
		return schema === undefined ? [`${method} ${path} publishes no ${status}`] : complaints(schema, body);
	};
	const unchecked = (method: string, path: string) =>
		Object.keys(responsesOf(method, path) ?? {})
			.filter((status) => schemaOf(method, path, status) !== undefined)
			.map((status) => `${method} ${path} ${status}`)
			.filter((answer) => !checked.has(answer));
	return Object.assign(check, { unchecked });
}

/** What is published of the attributes of a request. */
interface PublishedAttributes {
	readonly required: ReadonlySet<string>;
	/** By name, the type of each: `enum` for a text that must be one of a few. */
	readonly properties: ReadonlyMap<string, string>;
}

/** The attributes of a request by the name of their schema. */
export function publishedSchema(name: string): PublishedAttributes {
	const description = publishedDescription();
	const schemas = at(description, 'components', 'schemas');
	const schema = at(schemas, name);
	const resolved = (property: unknown): unknown => {
		const reference = at(property, '$ref');
		return typeof reference === 'string' ? at(schemas, reference.split('/').at(-1) ?? '') : property;
	};
	const kindOf = (property: unknown) =>
		at(property, 'enum') === undefined ? String(at(property, 'type')) : 'enum';
	const required: unknown = at(schema, 'required') ?? [];
	return {
		required: new Set(Array.isArray(required) ? required.map(String) : []),
		properties: new Map(
			Object.entries(at(schema, 'properties') ?? {}).map(([key, property]) => [
				key,
				kindOf(resolved(property)),
			]),
		),
	};
}

/** The check of notifications against the published description: says what is wrong with a payload. */
export function publishedNotificationCheck(): (payload: unknown) => string[] {
	const { description, complaints } = published();
	const webhook = at(description, 'webhooks', 'notification-webhook', 'post', 'requestBody');
	const schema = at(webhook, 'content', 'application/json', 'schema');
	return (payload) => complaints(schema, payload);
}

function published() {
	const description = publishedDescription();
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	ajv.addSchema({ components: closed(at(description, 'components')) }, 'kard');
	const validators = new Map<string, ValidateFunction>();
	const complaints = (schema: unknown, value: unknown): string[] => {
		const $ref = `kard${String(at(schema, '$ref'))}`;
		const validate = validators.get($ref) ?? ajv.compile({ $ref });
		validators.set($ref, validate);
		validate(value);
		return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
	};
	return { description, complaints };
}

/** The same schemas, but refusing properties that they do not name: what nobody published, no answer may carry. */
function closed(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(closed);
	if (typeof schema !== 'object' || schema === null) return schema;
	const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
	const isObject = at(schema, 'type') === 'object' && typeof at(schema, 'properties') === 'object';
	return isObject ? { additionalProperties: false, ...inner } : inner;
}
