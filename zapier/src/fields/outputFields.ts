import { createHash } from 'node:crypto';
import mapValues from 'lodash/mapValues';
import once from 'lodash/once';
import startCase from 'lodash/startCase';
import type { PlainOutputField } from 'zapier-platform-core';
import type { z } from 'zod/v4';
import { columnsOf, simplifyResource } from '../../../shared/host';
import { propertiesOf, type Shape } from './shape';

/** How Kard names what is a point in time: `startDate`, `transactionTimestamp`, `sentAt`, `lastModified`. */
const TIME = /(Date|Time[sS]tamp|[a-z]At|lastModified)$/;

/** `websiteUrl` reads as `Website URL`. */
function words(name: string): string {
	return startCase(name).replace(/\b(Id|Url|Zip)\b/g, (word) => word.toUpperCase());
}

type Properties = Readonly<Record<string, Shape>>;

function titleOf(name: string, at: Shape): string {
	return at.title ?? words(name);
}

/** Zapier writes what is in an object as `object__field`, and what is in each line of a list as `list[]field`. */
function fieldsAt(key: string, title: string, at: Shape): PlainOutputField[] {
	const inner = (prefix: string, properties: Properties) =>
		Object.entries(properties).flatMap(([name, property]) =>
			fieldsAt(prefix + name, `${title} ${titleOf(name, property)}`, property),
		);
	if (at.properties) return inner(`${key}__`, at.properties);
	if (at.items?.properties) return inner(`${key}[]`, at.items.properties);
	if (at.items) return [{ key, label: title, type: at.items.type ?? 'string', list: true }];
	const { type = 'string' } = at;
	const isTime = type === 'string' && TIME.test(key);
	return [{ key, label: title, type: isTime ? 'datetime' : type }];
}

/** What an action hands over, as Zapier knows it: its fields with their types, and a way to fill them all. */
interface Output {
	readonly fields: PlainOutputField[];
	/** A result with every field, so that results and samples have the same keys. */
	complete(result: Readonly<Record<string, unknown>>): Record<string, unknown> & { id: string };
}

/** Zapier tells results apart by their id; what came without one is told apart by what it says. */
function idOf(result: Readonly<Record<string, unknown>>): string {
	const { id } = result;
	if (typeof id === 'string' && id !== '') return id;
	if (typeof id === 'number') return String(id);
	return createHash('sha256').update(JSON.stringify(result)).digest('hex').slice(0, 32);
}

function outputFields(properties: Properties): PlainOutputField[] {
	const fields = Object.entries(properties).flatMap(([name, property]) =>
		fieldsAt(name, titleOf(name, property), property),
	);
	return fields.map((field) => (field.key === 'id' ? { ...field, primary: true } : field));
}

/** The fields are made when they are asked for: most runs need none of them. */
function outputOf(describe: () => Properties): Output {
	const properties = once(describe);
	const nothing = once(() => mapValues(properties(), () => null));
	return {
		get fields() {
			return outputFields(properties());
		},
		complete: (result) => ({ ...nothing(), ...result, id: idOf(result) }),
	};
}

const TEXT: Shape = { type: 'string' };

/** What a resource is related to is there by its id: the one as `merchantId`, the several as `categoryIds`. */
function relatedIds(name: string, { properties }: Shape): [string, Shape] {
	return properties?.data?.items ? [`${name}Ids`, { items: TEXT }] : [`${name}Id`, TEXT];
}

/**
 * What a resource holds once it is laid flat; what has no attributes is flat already. What has a title among the
 * fields by which it is written keeps it.
 */
function flatProperties(resource: z.ZodType, written?: z.ZodType): Properties {
	const { attributes, relationships, ...rest } = propertiesOf(resource);
	const titles = new Map(written ? columnsOf(written).map(({ key, title }) => [key, title]) : []);
	const facts = attributes ? (attributes.properties ?? {}) : rest;
	const own = Object.entries(facts).map(([name, at]): [string, Shape] => [
		name,
		{ ...at, title: at.title ?? titles.get(name) },
	]);
	const related = Object.entries(relationships?.properties ?? {}).map(([name, at]) => relatedIds(name, at));
	return { id: TEXT, ...Object.fromEntries([...own, ...related]) };
}

/** The output of an action that hands over resources. */
interface ResourceOutput extends Output {
	/** A resource laid flat, with every field, and with what is related to it and came with it. */
	of(resource: unknown, included?: readonly unknown[]): ReturnType<Output['complete']>;
}

/** The output of an action that hands over one resource, laid flat. */
export function resourceOutput(resource: z.ZodType, written?: z.ZodType): ResourceOutput {
	const output = outputOf(() => flatProperties(resource, written));
	const of: ResourceOutput['of'] = (one, included) => output.complete(simplifyResource(one, included));
	return Object.assign(output, { of });
}

/** The output of an action that hands over resources as the lines of one list. */
export function listOutput(facts: z.ZodObject, name: string, title: string, resource: z.ZodType): Output {
	return outputOf(() => {
		const lines = { title, items: { properties: flatProperties(resource) } };
		return { ...propertiesOf(facts), [name]: lines };
	});
}

/** The output of an action whose result is described by a schema of its own. */
export function objectOutput(result: z.ZodObject): Output {
	return outputOf(() => propertiesOf(result));
}

/**
 * The output of an action whose results all have these keys.
 * @param keys the keys, in their order; what no description tells of holds a text
 * @param descriptions what the results say further, or more precisely
 */
export function keyedOutput(keys: readonly string[], descriptions: readonly z.ZodObject[]): Output {
	const texts: Properties = Object.fromEntries(keys.map((key) => [key, TEXT]));
	return outputOf(() => descriptions.reduce((all, one) => ({ ...all, ...propertiesOf(one) }), texts));
}
