import { RESOURCES, type Operation } from '../../shared/index';

/** What Zapier calls an action: `Create User`. */
export function labelOf({ title, resource }: Operation): string {
	return `${title} ${RESOURCES[resource]}`;
}

/** What Zapier calls an action on many: `Create Users`. */
export function labelOfMany(operation: Operation): string {
	return `${labelOf(operation)}s`;
}
