import upperFirst from 'lodash/upperFirst';
import { RESOURCES, type Operation, type SingleOperation } from '../../shared/index';

/** What Zapier calls an action: `Create User`. */
export function labelOf({ title, resource }: Operation): string {
	return `${title} ${RESOURCES[resource]}`;
}

/** What Zapier calls an action on many: `Create Users`. */
export function labelOfMany(operation: Operation): string {
	return `${labelOf(operation)}s`;
}

/** What Zapier calls the thing that an action hands over: the resource, or what else it creates, such as `Audit`. */
export function nounOf({ resource, sentAs }: SingleOperation): string {
	return sentAs === undefined ? RESOURCES[resource] : upperFirst(sentAs.type);
}
