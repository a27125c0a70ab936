/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- does not ship in the n8n package */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { at } from './support';

/** Where Kard's published description lies, when it is there: beside the repository. */
export const PUBLISHED_FILE = join(__dirname, '..', '..', '..', 'shared', 'kard-openapi.yaml');

/** Whether Kard's published description is there. */
const isPublishedThere = existsSync(PUBLISHED_FILE);

if (!isPublishedThere) {
	process.stdout.write(`Not checked against Kard's published description: ${PUBLISHED_FILE} is not there.\n`);
}

/** A suite that is skipped where Kard's published description is not there. */
export const publishedSuite = isPublishedThere ? describe : describe.skip;

/** Says what is wrong with an answer by the published description: a list that should be empty. */
export type PublishedCheck = (method: string, path: string, status: number, body: unknown) => string[];

/** The check of answers against the published description. */
export function publishedCheck(): PublishedCheck {
	const { description, complaints } = published();
	return (method, path, status, body) => {
		const operation = at(description, 'paths', path, method.toLowerCase());
		const schema = at(operation, 'responses', String(status), 'content', 'application/json', 'schema');
		return schema === undefined ? [`${method} ${path} publishes no ${status}`] : complaints(schema, body);
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
	const description: unknown = parse(readFileSync(PUBLISHED_FILE, 'utf8'));
	const ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	ajv.addSchema({ components: closed(at(description, 'components')) }, 'kard');
	const complaints = (schema: unknown, value: unknown): string[] => {
		const validate = ajv.compile({ $ref: `kard${String(at(schema, '$ref'))}` });
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
