import type { AnyOperation, Step } from '../../shared/index';

/** What Zapier calls an action on one thing: `Create User`. */
export function labelOf(step: Step, { title, resource }: AnyOperation): string {
	return step.label ?? `${title} ${resource.title}`;
}

/** What Zapier calls an action on many: `Create Users`. */
export function labelOfMany(step: Step, { title, resource }: AnyOperation): string {
	return step.label ?? `${title} ${resource.title}s`;
}
