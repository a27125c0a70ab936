import type {
	FieldType,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { rowColumns, type Column } from '../../../shared/index';
import { operationNamed, PARAMETERS } from './names';
import { asText } from './textParameter';

const FIELD_TYPES: Partial<Record<Column['kind'], FieldType>> = {
	money: 'number',
	wholeNumber: 'number',
	date: 'dateTime',
	boolean: 'boolean',
	choice: 'options',
	choices: 'options',
};

function choicesOf(column: Column): INodePropertyOptions[] {
	const choices = Object.entries(column.choices).map(([value, name]) => ({ name, value }));
	return column.kind === 'choices' ? [...choices, { name: 'None', value: 'none' }] : choices;
}

function mapperField(column: Column): ResourceMapperField {
	const type = FIELD_TYPES[column.kind] ?? 'string';
	return {
		id: column.key,
		displayName: column.title,
		// One value for all rows can be given beside the mapper, so such a column may stay unmapped.
		required: column.required && !column.defaultable,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type,
		...(type === 'options' ? { options: choicesOf(column) } : {}),
	};
}

/** What the resource mapper offers to map columns to. */
export async function mapperFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const name = (parameter: string) => asText(this.getCurrentNodeParameter(parameter));
	const operation = operationNamed(name(PARAMETERS.resource), name(PARAMETERS.operation));
	if (operation?.kind !== 'bulk') {
		throw new NodeOperationError(this.getNode(), 'This operation has no columns to map. Choose another one.');
	}
	const columns = rowColumns(
		operation,
		operation.rowType && this.getCurrentNodeParameter(operation.rowType.key),
	);
	return await Promise.resolve({ fields: columns.map(mapperField) });
}
