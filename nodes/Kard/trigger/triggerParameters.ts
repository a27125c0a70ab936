import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { columnsOf, EVENTS, listening, type ListeningField } from '../../../shared/host';
import { authentication } from '../parameters/credentials';
import { fieldParameter, optionsParameter } from '../parameters/fieldParameter';
import { simplifyParameter } from '../parameters/outputParameters';
import { labelExpression } from '../parameters/subtitle';

const CHOSEN: ListeningField = 'events';
const columns = columnsOf(listening);

/** What stands below the name of the trigger: the chosen events. */
export const triggerSubtitle = `={{ $parameter["events"].map((event) => ${labelExpression('event', EVENTS)}).join(", ") }}`;

/** What the editor says while nothing has started the workflow yet. */
export const triggerPanel: NonNullable<INodeTypeDescription['triggerPanel']> = {
	header: 'Try it with a notification from Kard',
	executionsHelp: {
		inactive:
			'<b>While you build the workflow</b>, click the button above. Kard then sends its notifications here until one ' +
			'has arrived. To get one at once, replay an earlier one: in another workflow, choose Notification and Replay in ' +
			'a Kard node. Kard must be able to reach this n8n over HTTPS.<br /><br /><b>Once you are happy with it</b>, ' +
			'publish the workflow. Each notification then starts it, and its runs are listed under executions.',
		active:
			'<b>This workflow is published</b>: each notification starts it, and its runs are listed under executions, not ' +
			'here.<br /><br /><b>To see one here</b>, click the button above and have Kard send one, for instance by ' +
			'replaying an earlier one: in another workflow, choose Notification and Replay in a Kard node.',
	},
	activationHint:
		'Once you have finished building the workflow, publish it, so that Kard’s notifications start it.',
};

/** Every parameter of the Kard Trigger node. */
export const triggerParameters: INodeProperties[] = [
	authentication,
	...columns.filter(({ key }) => key === CHOSEN).map((column) => fieldParameter(column)),
	simplifyParameter(),
	...optionsParameter(columns.filter(({ key }) => key !== CHOSEN)),
];
