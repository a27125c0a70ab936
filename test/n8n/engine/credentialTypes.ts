import {
	NodeHelpers,
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
} from 'n8n-workflow';

/** The credential types that a run knows, and how each one's saved data is read. */
export class CredentialTypes {
	private readonly types: ReadonlyMap<string, ICredentialType>;

	constructor(types: readonly ICredentialType[]) {
		this.types = new Map(types.map((type) => [type.name, type]));
	}

	get(name: string): ICredentialType {
		const type = this.types.get(name);
		if (type === undefined) throw new UserError(`Unknown credential type "${name}"`);
		return type;
	}

	/** The data as its form would show it: defaults filled in, undeclared and undisplayed fields left out. */
	applyDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const values = data as Parameters<typeof NodeHelpers.getNodeParameters>[1];
		const { properties } = this.get(type);
		const filled = NodeHelpers.getNodeParameters(properties, values, true, false, null, null) ?? {};
		return filled as ICredentialDataDecryptedObject;
	}
}
