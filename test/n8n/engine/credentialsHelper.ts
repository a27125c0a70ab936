import './environment';
import { Credentials } from 'n8n-core/dist/credentials';
import { getAdditionalKeys } from 'n8n-core/dist/execution-engine/node-execution-context/utils/get-additional-keys';
import {
	ICredentialsHelper,
	isExpression,
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { CredentialTypes } from './credentialTypes';

/** A credential as a user saved it: its type and the fields of its form. */
export interface StoredCredential {
	type: string;
	data: ICredentialDataDecryptedObject;
}

/**
 * n8n's own credentials helper lives in its server package; this one follows it step by step over a store in
 * memory: defaults and display rules when reading, one token fetch when the expirable field is empty or the
 * token was refused, and the fetched token saved for whoever comes next.
 */
export class InMemoryCredentialsHelper extends ICredentialsHelper {
	private readonly types: CredentialTypes;
	private readonly store: Map<string, StoredCredential>;

	/** @param credentials by id or by name, whichever the workflow's nodes refer to */
	constructor(types: readonly ICredentialType[], credentials: Readonly<Record<string, StoredCredential>>) {
		super();
		this.types = new CredentialTypes(types);
		this.store = new Map(Object.entries(structuredClone(credentials)));
	}

	/** What is stored now, fetched tokens included; good as the credentials of a further run. */
	stored(): Record<string, StoredCredential> {
		return structuredClone(Object.fromEntries(this.store));
	}

	getParentTypes(name: string): string[] {
		this.types.get(name);
		return [];
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		return this.types.get(name).properties;
	}

	getCredentials(details: INodeCredentialsDetails, type: string): Promise<Credentials> {
		const credentials = new Credentials({ id: details.id, name: details.name }, type);
		credentials.setData(this.find(details, type).data);
		return Promise.resolve(credentials);
	}

	updateCredentials(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.find(details, type).data = structuredClone(data);
		return Promise.resolve();
	}

	updateCredentialsOauthTokenData(): Promise<void> {
		return Promise.reject(new UserError('This engine has no OAuth2 credentials'));
	}

	getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		values?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = structuredClone(this.find(details, type).data);
		if (raw === true) return Promise.resolve(data);
		const withDefaults = this.types.applyDefaults(type, data);
		if (values === undefined) return Promise.resolve(withDefaults);
		// `getParameterValue` answers a value of the same shape as the one it was given: here, an object.
		const decrypted = values.workflow.expression.getParameterValue(
			withDefaults as Parameters<Workflow['expression']['getParameterValue']>[0],
			values.runExecutionData,
			values.runIndex,
			values.itemIndex,
			values.node.name,
			values.connectionInputData,
			mode,
			getAdditionalKeys(additionalData, mode, null),
			executeData,
			false,
			{},
		) as ICredentialDataDecryptedObject;
		return Promise.resolve(decrypted);
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.types.get(typeName);
		const expirable = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		)?.name;
		if (expirable === undefined || type.preAuthentication === undefined) return undefined;

		// A credential test always fetches a token; n8n knows one by this very node.
		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable] !== '' && !credentialsExpired && !isTest) return undefined;

		const output = await type.preAuthentication.call(helpers, credentials);
		const details = node.credentials?.[typeName];
		if (output[expirable] === undefined || details === undefined) return undefined;

		const saved = this.find(details, typeName).data;
		const changes = Object.entries(output).filter(([key]) => key === expirable || !isExpression(saved[key]));
		await this.updateCredentials(details, typeName, Object.assign({ ...saved }, Object.fromEntries(changes)));
		return Object.assign(credentials, output);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.types.get(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		throw new UserError(`The credential "${typeName}" does not authenticate by a function`);
	}

	private find(details: INodeCredentialsDetails, type: string): StoredCredential {
		const found = this.store.get(details.id ?? details.name) ?? this.store.get(details.name);
		if (found?.type === type) return found;
		throw new UserError(`No credential "${details.name}" (${details.id ?? 'no id'}) of type "${type}"`);
	}
}
