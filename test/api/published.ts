import { z } from 'zod/v4';
import { eventValues, type Contract, type Operation, type Value, type Values } from './contract';
import { SchemaReader } from './schemaValues';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'options', 'head', 'trace'] as const;
/** Said of every operation alike, or made by the transport. */
const USUAL_HEADERS = new Set(['authorization', 'accept', 'content-type']);

const content = z.record(z.string(), z.looseObject({ schema: z.unknown() }));
const requestBody = z.looseObject({ content: content.optional() });
const parameter = z.looseObject({
	name: z.string(),
	in: z.string(),
	required: z.boolean().optional(),
	description: z.string().optional(),
	schema: z.unknown(),
});
type Parameter = z.infer<typeof parameter>;
const operation = z.looseObject({
	operationId: z.string().optional(),
	summary: z.string().optional(),
	description: z.string().optional(),
	security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
	parameters: z.array(z.unknown()).optional(),
	requestBody: z.unknown().optional(),
	responses: z.record(z.string(), z.unknown()).optional(),
});
type PublishedOperation = z.infer<typeof operation>;
const path = z.looseObject({ parameters: z.array(z.unknown()).optional() });
const openApi = z.looseObject({
	openapi: z.string(),
	paths: z.record(z.string(), path),
	webhooks: z.record(z.string(), path).optional(),
});

/** Kard writes the scope into the description, behind a label in bold and between backticks. */
const SCOPE = /required scopes?:?(?:<\/b>|&nbsp;|[\s:])*`([^`]+)`/i;
/** And so the most items that a request takes, in a sentence. */
const LIMIT = /(?:maximum of|at most|up to)\s+(\d+)\s[^.]{1,60}?\s(?:per|in one|in a) request/i;
/** And so the largest page, as a range in brackets or in words. */
const LARGEST = /\[\d+ - (\d+)\]|maximum value allowed (\d+)/i;

/**
 * Reads an OpenAPI 3 document.
 * @throws Error where it is none, or where one of its references leads nowhere
 */
export function publishedContract(document: unknown): Contract {
	const parsed = openApi.safeParse(document);
	if (!parsed.success) throw new Error('This is not an OpenAPI 3 document: "openapi" or "paths" is missing.');
	const reader = new SchemaReader(document, new Set(discriminatorsIn(document)));
	const operations = Object.entries(parsed.data.paths).flatMap(([where, item]) =>
		METHODS.filter((method) => method in item).map((method) =>
			operationAt(`${method.toUpperCase()} ${where}`, operation.parse(item[method]), item.parameters, reader),
		),
	);
	if (operations.length === 0) throw new Error('This OpenAPI document describes no operation.');
	const webhooks = Object.values(parsed.data.webhooks ?? {}).map((item) =>
		fieldsOf(operation.safeParse(item.post).data, reader),
	);
	return { operations, notifications: eventValues(new Map(webhooks.flatMap((values) => [...values]))) };
}

/** The names of the properties that tell kinds of an object apart, wherever the document says so. */
function discriminatorsIn(node: unknown): string[] {
	if (Array.isArray(node)) return node.flatMap(discriminatorsIn);
	if (typeof node !== 'object' || node === null) return [];
	const own = z.object({ discriminator: z.object({ propertyName: z.string() }) }).safeParse(node);
	const inner = Object.values(node).flatMap(discriminatorsIn);
	return own.success ? [own.data.discriminator.propertyName, ...inner] : inner;
}

function operationAt(
	name: string,
	published: PublishedOperation,
	shared: readonly unknown[] = [],
	reader: SchemaReader,
): Operation {
	const { description = '', responses = {} } = published;
	const fields = fieldsOf(published, reader);
	const limit = LIMIT.exec(description)?.[1];
	return {
		name,
		title: published.summary ?? published.operationId ?? '',
		scope: SCOPE.exec(description)?.[1] ?? scopeIn(published),
		limit: fields.get('data')?.maximum ?? (limit === undefined ? undefined : Number(limit)),
		statuses: Object.keys(responses)
			.map(Number)
			.filter((status) => status >= 200 && status < 300),
		parameters: new Map(
			[...shared, ...(published.parameters ?? [])]
				.map((one) => parameter.parse(reader.follow(one)))
				.filter(isOwn)
				.map((one) => [one.in === 'header' ? `header ${one.name}` : one.name, valueOf(one, reader)]),
		),
		fields,
	};
}

function scopeIn({ security = [] }: PublishedOperation): string | undefined {
	return security.flatMap((scheme) => Object.values(scheme)).flat()[0];
}

function isOwn({ in: place, name }: Parameter): boolean {
	return place === 'query' || (place === 'header' && !USUAL_HEADERS.has(name.toLowerCase()));
}

function valueOf({ schema, required = false, description = '' }: Parameter, reader: SchemaReader): Value {
	const value = reader.value(schema, required);
	const [, range, allowed] = LARGEST.exec(description) ?? [];
	const largest = range ?? allowed;
	return value.maximum === undefined && largest !== undefined
		? { ...value, maximum: Number(largest) }
		: value;
}

/** The fields of a body; those of a form are told from those of JSON. */
function fieldsOf(published: PublishedOperation | undefined, reader: SchemaReader): Values {
	const body = requestBody.safeParse(reader.follow(published?.requestBody));
	const bodies = Object.entries(body.data?.content ?? {});
	return new Map(
		bodies.flatMap(([type, { schema }]) => [
			...reader.values(schema, type === 'application/json' ? '' : type),
		]),
	);
}
