import uniqBy from 'lodash/uniqBy';
import { operations, type AnyOperation, type Resource } from '../../../shared/host';

/** n8n has names of its own for two operations that every node has. */
const N8N_VALUES: Readonly<Record<string, string>> = { createOrUpdate: 'upsert', getMany: 'getAll' };

/** The value by which a workflow names an operation. */
export function valueOf(operation: AnyOperation): string {
	return N8N_VALUES[operation.name] ?? operation.name;
}

/** The operation that a workflow names; undefined when it names none that this version knows. */
export function operationNamed(resource: string, value: string): AnyOperation | undefined {
	return operations.find((operation) => operation.resource.name === resource && valueOf(operation) === value);
}

/** The resources that have operations, in their order. */
export const resources: readonly Resource[] = uniqBy(
	operations.map((operation) => operation.resource),
	'name',
);
