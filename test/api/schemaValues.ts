import { z } from 'zod/v4';
import type { Value, Values } from './contract';

const schemaNode = z.looseObject({
	$ref: z.string().optional(),
	type: z.union([z.string(), z.array(z.string())]).optional(),
	format: z.string().optional(),
	properties: z.record(z.string(), z.unknown()).optional(),
	required: z.array(z.string()).optional(),
	items: z.unknown().optional(),
	enum: z.array(z.unknown()).optional(),
	const: z.unknown().optional(),
	oneOf: z.array(z.unknown()).optional(),
	anyOf: z.array(z.unknown()).optional(),
	allOf: z.array(z.unknown()).optional(),
	maximum: z.number().optional(),
	maxItems: z.number().optional(),
	/** Ours: the values offered for a field that takes others as well. */
	choices: z.record(z.string(), z.string()).optional(),
});
type SchemaNode = z.infer<typeof schemaNode>;

const FORMS: Readonly<Record<string, string>> = {
	string: 'text',
	integer: 'whole number',
	number: 'number',
	boolean: 'true or false',
	object: 'object',
	array: 'list',
};
/** What nothing is said about, or nothing that could be compared. */
export const ANYTHING = 'anything';
/** JSON Schema writes the largest safe integer where no limit is meant. */
const NO_MAXIMUM = Number.MAX_SAFE_INTEGER;

interface Place {
	readonly path: string;
	readonly required: boolean;
	/** The references on the way here: one that comes again is a circle. */
	readonly through: readonly string[];
	/** Whether it is one of several kinds. */
	readonly isOption?: boolean;
}

function join(path: string, name: string): string {
	return path === '' ? name : `${path}.${name}`;
}

/** Reads JSON Schemas, each reference in its document, into the values that they describe. */
export class SchemaReader {
	/**
	 * @param document where references lead
	 * @param discriminators the names of the properties that tell kinds of an object apart: `type`
	 */
	constructor(
		private readonly document: unknown,
		private readonly discriminators: ReadonlySet<string>,
	) {}

	/**
	 * The values that a schema describes. What is one of several kinds of an object has the name of its kind in the path
	 * of its values, even where there is no other kind yet, so that a second one does not move the first. So has an
	 * object whose kind is a constant: our schemas name the only kind there is that way.
	 * @throws Error for a reference that leads nowhere
	 */
	values(schema: unknown, path = ''): Values {
		const found = new Map<string, Value>();
		for (const [name, value] of this.walk(schema, { path, required: true, through: [] })) {
			const before = found.get(name);
			found.set(name, before ? either(before, value) : value);
		}
		return found;
	}

	/** The one value that a schema describes, such as that of a query parameter. */
	value(schema: unknown, required: boolean): Value {
		return this.leaf(schema, { path: '', required, through: [] });
	}

	/** What a reference leads to, where it is one; anything else is given back as it is. */
	follow(node: unknown): unknown {
		const reference = schemaNode.safeParse(node).data?.$ref;
		return reference === undefined ? node : this.follow(at(this.document, reference));
	}

	/** A schema with its references followed and its parts put together, and the references followed so far. */
	private node(schema: unknown, through: readonly string[]): [SchemaNode, readonly string[]] {
		const { $ref, allOf, ...own } = schemaNode.safeParse(schema).data ?? {};
		if ($ref !== undefined) {
			if (through.includes($ref)) return [{}, through];
			const [target, further] = this.node(at(this.document, $ref), [...through, $ref]);
			return [{ ...target, ...own }, further];
		}
		return [allOf ? together([...allOf.map((part) => this.node(part, through)[0]), own]) : own, through];
	}

	private walk(schema: unknown, place: Place): [string, Value][] {
		const [node, through] = this.node(schema, place.through);
		const inner = { ...place, through };
		if (node.properties) return this.object(node, node.properties, inner);
		const options = node.oneOf ?? node.anyOf;
		if (options?.some((option) => this.isObject(option, through))) {
			return options.flatMap((option) => this.walk(option, { ...inner, isOption: true }));
		}
		const own: [string, Value][] = place.path === '' ? [] : [[place.path, this.leaf(node, inner)]];
		if (!this.isObject(node.items, through)) return own;
		return [...own, ...this.walk(node.items, { ...inner, path: `${place.path}[]`, isOption: false })];
	}

	private object(
		node: SchemaNode,
		properties: Readonly<Record<string, unknown>>,
		place: Place,
	): [string, Value][] {
		const kind = this.kindOf(properties, place);
		const path = kind === undefined ? place.path : join(place.path, kind);
		const own: [string, Value][] = path === '' ? [] : [[path, { form: 'object', required: place.required }]];
		const inside = Object.entries(properties).flatMap(([name, property]) =>
			this.walk(property, {
				path: join(path, name),
				required: node.required?.includes(name) ?? false,
				through: place.through,
			}),
		);
		return [...own, ...inside];
	}

	/** The name of this kind of object: the only value that its discriminator can have. */
	private kindOf(
		properties: Readonly<Record<string, unknown>>,
		{ through, isOption = false }: Place,
	): string | undefined {
		const name = Object.keys(properties).find((property) => this.discriminators.has(property));
		if (name === undefined) return undefined;
		const [node] = this.node(properties[name], through);
		const choices = isOption || node.const !== undefined ? choicesOf(node) : [];
		return choices?.length === 1 ? choices[0] : undefined;
	}

	private isObject(schema: unknown, through: readonly string[]): boolean {
		const [node, further] = this.node(schema, through);
		const options = node.oneOf ?? node.anyOf ?? [];
		return node.properties !== undefined || options.some((option) => this.isObject(option, further));
	}

	private leaf(schema: unknown, place: Place): Value {
		const [node, through] = this.node(schema, place.through);
		const inner = { ...place, through };
		const options = (node.oneOf ?? node.anyOf ?? [])
			.map((option) => this.leaf(option, inner))
			.filter(({ form }) => form !== 'null');
		const [first, ...others] = options;
		if (first && node.choices === undefined) return others.reduce(either, first);
		const holdsObjects = this.isObject(node.items, through);
		const item = node.items === undefined || holdsObjects ? undefined : this.leaf(node.items, inner);
		return {
			form: formOf(node, holdsObjects ? 'object' : item?.form) ?? first?.form ?? ANYTHING,
			required: place.required,
			choices: choicesOf(node) ?? item?.choices,
			maximum: node.maxItems ?? (node.maximum === NO_MAXIMUM ? undefined : node.maximum),
		};
	}
}

function choicesOf(node: SchemaNode): readonly string[] | undefined {
	if (node.choices) return Object.keys(node.choices);
	const values = node.const === undefined ? node.enum : [node.const];
	return values?.filter((value) => value !== null).map(String);
}

function formOf(node: SchemaNode, item: string | undefined): string | undefined {
	const types = [node.type ?? []].flat().filter((type) => type !== 'null');
	const [type = types.length === 0 && node.type !== undefined ? 'null' : undefined] = types;
	if (type === undefined) return node.enum || node.const !== undefined ? 'text' : undefined;
	if (type === 'array') return `list of ${item ?? ANYTHING}`;
	return node.format === 'date-time' ? 'time' : (FORMS[type] ?? type);
}

/** The form of a value that is one or the other. Of which nothing is said, that says nothing against the other. */
function formOfEither(one: string, other: string): string {
	if (one === ANYTHING) return other;
	return other === ANYTHING || one === other ? one : ANYTHING;
}

/** What holds of a value that is one or the other. */
function either(one: Value, other: Value): Value {
	const isOpen = one.choices === undefined || other.choices === undefined;
	return {
		form: formOfEither(one.form, other.form),
		required: one.required && other.required,
		choices: isOpen ? undefined : [...new Set([...(one.choices ?? []), ...(other.choices ?? [])])],
		maximum: one.maximum === other.maximum ? one.maximum : undefined,
	};
}

/** One schema that asks for what all of its parts ask for. */
function together(parts: readonly SchemaNode[]): SchemaNode {
	const properties = parts.flatMap((part) => Object.entries(part.properties ?? {}));
	return {
		...parts.reduce((all, part) => ({ ...all, ...part }), {}),
		...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
		required: parts.flatMap(({ required = [] }) => required),
	};
}

/**
 * What a reference such as `#/components/schemas/User` leads to.
 * @throws Error for one that leads nowhere, or out of the document
 */
function at(document: unknown, reference: string): unknown {
	if (!reference.startsWith('#/')) {
		throw new Error(`${reference} leads to another file. Put the parts of the document into one file first.`);
	}
	return reference
		.slice(2)
		.split('/')
		.map((part) => decodeURIComponent(part).replace(/~1/g, '/').replace(/~0/g, '~'))
		.reduce<unknown>((node, name) => {
			const inner = z.looseObject({ [name]: z.unknown() }).safeParse(node).data?.[name];
			if (inner === undefined) throw new Error(`${reference} leads nowhere in the document.`);
			return inner;
		}, document);
}
