import {
	NodeHelpers,
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INodeProperties,
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

	parentsOf(name: string): string[] {
		const parents = this.types.get(name)?.extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.parentsOf(parent)]);
	}

	propertiesOf(name: string): INodeProperties[] {
		const type = this.get(name);
		const properties: INodeProperties[] = [];
		for (const parent of type.extends ?? []) {
			NodeHelpers.mergeNodeProperties(properties, this.propertiesOf(parent));
		}
		NodeHelpers.mergeNodeProperties(properties, type.properties);
		return properties;
	}

	/** The data as its form would show it: defaults filled in, undeclared and undisplayed fields left out. */
	applyDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const properties = this.propertiesOf(type);
		const values = data as Parameters<typeof NodeHelpers.getNodeParameters>[1];
		const result = NodeHelpers.getNodeParameters(properties, values, true, false, null, null);
		return (result ?? {}) as ICredentialDataDecryptedObject;
	}
}
