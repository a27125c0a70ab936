import type { Value, Values } from './contract';
import { referenced } from './reference';
import {
	ANYTHING,
	choicesOf,
	either,
	formOf,
	NO_MAXIMUM,
	schemaNode,
	together,
	type SchemaNode,
} from './schemaNode';

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
		return reference === undefined ? node : this.follow(referenced(this.document, reference));
	}

	/** A schema with its references followed and its parts put together, and the references followed so far. */
	private node(schema: unknown, through: readonly string[]): [SchemaNode, readonly string[]] {
		const { $ref, allOf, ...own } = schemaNode.safeParse(schema).data ?? {};
		if ($ref !== undefined) {
			if (through.includes($ref)) return [{}, through];
			const [target, further] = this.node(referenced(this.document, $ref), [...through, $ref]);
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
		const whole = first && others.reduce(either, first);
		if (whole && node.choices === undefined) return whole;
		const holdsObjects = this.isObject(node.items, through);
		const item = node.items === undefined || holdsObjects ? undefined : this.leaf(node.items, inner);
		return {
			form: formOf(node, holdsObjects ? 'object' : item?.form) ?? whole?.form ?? ANYTHING,
			required: place.required,
			choices: choicesOf(node) ?? item?.choices,
			maximum: node.maxItems ?? (node.maximum === NO_MAXIMUM ? undefined : node.maximum),
		};
	}
}
