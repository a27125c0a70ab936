import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { rowColumns, type Column } from '../../../shared/host';
import { FORMS, optionsOf } from './fieldParameter';
import { PARAMETERS } from './names';
import { NONE } from './noneChoice';
import { operationNamed } from './operationNames';
import { asText } from './textParameter';

/** A cell holds one text, so an empty list has to be said in words. */
function choicesIn(column: Column): INodePropertyOptions[] {
	return column.input === 'choices' ? [...optionsOf(column), NONE] : optionsOf(column);
}

function mapperField(column: Column): ResourceMapperField {
	const type = FORMS[column.input].mapped;
	return {
		id: column.key,
		displayName: column.title,
		// One value for all rows can be given beside the mapper, so such a column may stay unmapped.
		required: column.required && !column.defaultable,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		// What is removed at first is behind "Add field".
		removed: column.rare === true,
		type,
		// A switch that nobody touched would say no.
		...(type === 'boolean' ? { defaultValue: null } : {}),
		...(type === 'options' ? { options: choicesIn(column) } : {}),
	};
}

/** What the resource mapper offers to map columns to. */
export function mapperFields(context: ILoadOptionsFunctions): ResourceMapperFields {
	const name = (parameter: string) => asText(context.getCurrentNodeParameter(parameter));
	const operation = operationNamed(name(PARAMETERS.resource), name(PARAMETERS.operation));
	if (operation?.kind !== 'bulk') {
		throw new NodeOperationError(
			context.getNode(),
			'This operation has no columns to map. Choose another one.',
		);
	}
	const columns = rowColumns(
		operation,
		operation.rowType && context.getCurrentNodeParameter(operation.rowType.key),
	);
	return { fields: columns.map(mapperField) };
}
