import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;

function isSchema(value: unknown): value is Schema {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemaAt(schema: unknown, ...names: readonly string[]): Schema {
	const found = names.reduce<unknown>((inner, name) => (isSchema(inner) ? inner[name] : undefined), schema);
	return isSchema(found) ? found : {};
}

function listAt(schema: Schema, name: string): readonly unknown[] {
	const found = schema[name];
	return Array.isArray(found) ? found : [];
}

/** Short texts, none of them blank, with what breaks programs that expect plain ones. */
const text = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).map((made) => `${made}.`),
	},
	fc.constantFrom('Blue Door Coffee', '{{name}}', '__proto__', 'a & b', '/v2/x?page[size]=1', '‮'),
);
const timestamp = fc
	.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
	.map((date) => date.toISOString());
const uri = fc.webUrl();

/** How long lists are at most, and how deep objects go that contain themselves. */
const LONGEST_LIST = 3;
const DEEPEST = 12;

/** Makes values that a JSON Schema allows, those of an OpenAPI document's `components` among them. */
export class ValuesOfSchema {
	constructor(private readonly description: unknown) {}

	/** Any value of the schema. What it does not require may be missing, or null, which Kard's SDKs take for missing. */
	of(schema: unknown, depth = 0): fc.Arbitrary<unknown> {
		if (!isSchema(schema)) return fc.constant({});
		if (typeof schema.$ref === 'string') return this.of(this.resolved(schema.$ref), depth + 1);
		const choices = [...listAt(schema, 'oneOf'), ...listAt(schema, 'anyOf')];
		if (choices.length > 0) return fc.oneof(...choices.map((choice) => this.of(choice, depth + 1)));
		const values = listAt(schema, 'enum');
		if (values.length > 0) return fc.constantFrom(...values);
		if ('const' in schema) return fc.constant(schema.const);
		const types = [schema.type ?? (schema.properties ? 'object' : undefined)].flat();
		return fc.oneof(...types.map((type) => this.ofType(type, schema, depth + 1)));
	}

	private ofType(type: unknown, schema: Schema, depth: number): fc.Arbitrary<unknown> {
		switch (type) {
			case 'object':
				return this.object(schema, depth);
			case 'array':
				return fc.array(this.of(schema.items, depth), { maxLength: depth > DEEPEST ? 0 : LONGEST_LIST });
			case 'string':
				return schema.format === 'date-time' ? timestamp : schema.format === 'uri' ? uri : text;
			case 'integer':
				return fc.integer({ min: 0, max: 1_000_000 });
			case 'number':
				return fc.double({ min: 0, max: 1_000_000, noNaN: true });
			case 'boolean':
				return fc.boolean();
			case 'null':
				return fc.constant(null);
			default:
				return fc.jsonValue({ maxDepth: 2 });
		}
	}

	private object(schema: Schema, depth: number): fc.Arbitrary<unknown> {
		const required = new Set(listAt(schema, 'required'));
		const fields = Object.entries(schemaAt(schema, 'properties')).map(([name, property]) => {
			const value = depth > DEEPEST && !required.has(name) ? fc.constant(null) : this.of(property, depth);
			return [name, required.has(name) ? value : fc.option(value)] as const;
		});
		const optional = fields.map(([name]) => name).filter((name) => !required.has(name));
		return fc
			.tuple(fc.record(Object.fromEntries(fields)), fc.subarray(optional))
			.map(([made, left]) =>
				Object.fromEntries(Object.entries(made).filter(([name]) => !left.includes(name))),
			);
	}

	private resolved(reference: string): unknown {
		return schemaAt(this.description, ...reference.replace(/^#\//, '').split('/'));
	}
}
