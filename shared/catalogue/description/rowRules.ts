import { z } from 'zod/v4';

/** A row after its fields were checked one by one. */
type CheckedRow = Readonly<Record<string, unknown>>;

/** What a rule is given: the row, and where it puts what is wrong with it. */
export type RowCheck = z.core.ParsePayload<CheckedRow>;

type RowRule = (check: RowCheck) => void;

const known = new WeakMap<object, RowRule>();

/** A rule between the fields of a row, for the `check` of its schema. */
export function rowRule(rule: RowRule): z.core.$ZodCheck<CheckedRow> {
	const check = z.check<CheckedRow>(rule);
	known.set(check, rule);
	return check;
}

/** Where a row breaks the rules of its schema, also while fields are missing, when the schema does not look at them. */
export function brokenRules(schema: z.ZodType, value: CheckedRow): string[] {
	const check: RowCheck = { value, issues: [] };
	for (const rule of schema.def.checks?.flatMap((one) => known.get(one) ?? []) ?? []) rule(check);
	return check.issues.map(({ path = [] }) => path.join('.'));
}

/** Tells whether a row follows the rules of its schema; undefined where the schema has checks of another kind. */
export function ruleFollower(schema: z.ZodObject): ((row: CheckedRow) => boolean) | undefined {
	const checks = schema.def.checks ?? [];
	const rules = checks.flatMap((check) => known.get(check) ?? []);
	if (rules.length < checks.length) return undefined;
	return (value) => {
		const check: RowCheck = { value, issues: [] };
		for (const rule of rules) rule(check);
		return check.issues.length === 0;
	};
}
