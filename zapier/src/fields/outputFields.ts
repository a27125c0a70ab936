/* eslint-disable @n8n/community-nodes/no-restricted-imports -- does not ship in the n8n package */
import startCase from 'lodash/startCase';
import type { PlainOutputField } from 'zapier-platform-core';
import { z } from 'zod/v4';
import { columnsOf } from '../../../shared/index';

/** The part of a JSON Schema that tells what an answer holds. */
interface Node {
	readonly title?: string | undefined;
	readonly type?: string | undefined;
	readonly properties?: Readonly<Record<string, Node>> | undefined;
	readonly items?: Node | undefined;
	/** What it may be, where it may be nothing as well. */
	readonly anyOf?: readonly Node[] | undefined;
}

const node: z.ZodType<Node> = z.lazy(() =>
	z.object({
		title: z.string().optional(),
		type: z.string().optional().catch(undefined),
		properties: z.record(z.string(), node).optional(),
		items: node.optional(),
		anyOf: z.array(node).optional(),
	}),
);

const TYPES: Readonly<Record<string, PlainOutputField['type']>> = {
	string: 'string',
	integer: 'integer',
	number: 'number',
	boolean: 'boolean',
};

/** `websiteUrl` reads as `Website URL`. */
function words(name: string): string {
	return startCase(name).replace(/\b(Id|Url|Zip)\b/g, (word) => word.toUpperCase());
}

type Properties = Readonly<Record<string, Node>>;

function titleOf(name: string, at: Node): string {
	return at.title ?? words(name);
}

/** Zapier writes what is in an object as `object__field`, and what is in each line of a list as `list[]field`. */
function fieldsAt(key: string, title: string, at: Node): PlainOutputField[] {
	const inner = (prefix: string, properties: Properties) =>
		Object.entries(properties).flatMap(([name, property]) =>
			fieldsAt(prefix + name, `${title} ${titleOf(name, property)}`, property),
		);
	if (at.properties) return inner(`${key}__`, at.properties);
	if (at.items?.properties) return inner(`${key}[]`, at.items.properties);
	if (at.items)
		return [{ key, label: title, type: TYPES[at.items.type ?? 'string'] ?? 'string', list: true }];
	const type = at.type ?? at.anyOf?.find((one) => one.type !== 'null')?.type ?? 'string';
	const isDate = type === 'string' && key.endsWith('Date');
	return [{ key, label: title, type: isDate ? 'datetime' : (TYPES[type] ?? 'string') }];
}

/** What an action hands over, as Zapier is told of it: its fields with their types, and a way to fill them all. */
export interface Output {
	readonly fields: PlainOutputField[];
	/** A result in which every field stands, so that results and samples have the same keys. */
	complete(result: Readonly<Record<string, unknown>>): Record<string, unknown> & { id: string };
}

function outputOf(properties: Properties): Output {
	const fields = Object.entries(properties).flatMap(([name, property]) =>
		fieldsAt(name, titleOf(name, property), property),
	);
	const nothing = Object.fromEntries(Object.keys(properties).map((name) => [name, null]));
	return {
		fields: fields.map((field) => (field.key === 'id' ? { ...field, primary: true } : field)),
		complete: (result) => ({ ...nothing, ...result, id: String(result.id) }),
	};
}

function propertiesOf(schema: z.ZodType): Properties {
	return node.parse(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' })).properties ?? {};
}

/** What a resource holds once it is laid flat. What has a title among the fields by which it is written keeps it. */
export function flatProperties(resource: z.ZodType, written?: z.ZodType): Properties {
	const { attributes, relationships } = propertiesOf(resource);
	const titles = new Map(written ? columnsOf(written).map(({ key, title }) => [key, title]) : []);
	const own = Object.entries(attributes?.properties ?? {}).map(([name, at]): [string, Node] => [
		name,
		{ ...at, title: at.title ?? titles.get(name) },
	]);
	const related = Object.keys(relationships?.properties ?? {}).map((name): [string, Node] => [
		name,
		{ type: 'array', items: { type: 'string' } },
	]);
	return { id: { type: 'string' }, ...Object.fromEntries([...own, ...related]) };
}

/** The output of an action that hands over one resource, laid flat. */
export function resourceOutput(resource: z.ZodType, written?: z.ZodType): Output {
	return outputOf(flatProperties(resource, written));
}

/** The output of an action that hands over resources as the lines of one list. */
export function listOutput(facts: z.ZodObject, name: string, title: string, resource: z.ZodType): Output {
	const lines = { title, type: 'array', items: { properties: flatProperties(resource) } };
	return outputOf({ ...propertiesOf(facts), [name]: lines });
}

/** The output of an action whose result is described by a schema of its own. */
export function objectOutput(result: z.ZodObject): Output {
	return outputOf(propertiesOf(result));
}
