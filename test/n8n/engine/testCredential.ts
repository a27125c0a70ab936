import './environment';
import { CredentialTestContext } from 'n8n-core/dist/execution-engine/node-execution-context';
import {
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INodeCredentialTestResult,
	type INodeType,
} from 'n8n-workflow';

import { CredentialTypes } from './credentialTypes';

/** Does what n8n does when a credential is saved: has the node that tests it say how that went. */
export async function testCredential(
	{ description, methods }: INodeType,
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const testedBy = description.credentials?.find(({ name }) => name === type.name)?.testedBy;
	const test = typeof testedBy === 'string' ? methods?.credentialTest?.[testedBy] : undefined;
	if (test === undefined) throw new UserError(`The node does not test the credential "${type.name}"`);
	return await test.call(new CredentialTestContext(), {
		...{ id: 'tested', name: 'Tested', type: type.name },
		data: new CredentialTypes([type]).applyDefaults(type.name, data),
	});
}
