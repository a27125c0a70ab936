import ts from 'typescript';

/** What takes the place of one node. */
export interface Change {
	readonly node: ts.Node;
	readonly replacement: string;
}

/** What an operator becomes. What does not compile, such as `-` between texts, is left out later. */
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
	...{ '===': ['!=='], '!==': ['==='], '&&': ['||'], '||': ['&&'], '??': ['&&'] },
	...{ '<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'] },
	...{ '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '%': ['*'], '+=': ['-='], '-=': ['+='] },
};

const METHODS: Readonly<Record<string, string>> = {
	...{ some: 'every', every: 'some', startsWith: 'endsWith', endsWith: 'startsWith', min: 'max', max: 'min' },
	...{ find: 'findLast', findLast: 'find', trimStart: 'trimEnd', trimEnd: 'trimStart', padStart: 'padEnd' },
};

/** Methods that answer with the type of what they are called on, so that the call can be left out. */
const REMOVABLE =
	/^(filter|sort|toSorted|reverse|toReversed|slice|concat|trim|toLowerCase|toUpperCase|replace|replaceAll|normalize)$/;

const VALUES = ['undefined', 'true', 'false', "''", '[]'];

function ofBinary(node: ts.BinaryExpression): Change[] {
	const { left, operatorToken } = node;
	const others = OPERATORS[operatorToken.getText()] ?? [];
	const changes = others.map((replacement) => ({ node: operatorToken, replacement }));
	return operatorToken.getText() === '??' ? [...changes, { node, replacement: left.getText() }] : changes;
}

function ofCall(node: ts.CallExpression): Change[] {
	if (!ts.isPropertyAccessExpression(node.expression)) return [];
	const { name, expression } = node.expression;
	const other = Object.hasOwn(METHODS, name.text) ? METHODS[name.text] : undefined;
	if (other !== undefined) return [{ node: name, replacement: other }];
	return REMOVABLE.test(name.text) ? [{ node, replacement: expression.getText() }] : [];
}

/** Whether a text is compared: beside `===`, after `case`, or in a list that is searched. */
function isCompared({ parent }: ts.StringLiteral): boolean {
	if (ts.isBinaryExpression(parent)) return /^[!=]==$/.test(parent.operatorToken.getText());
	const isSearched = ts.isNewExpression(parent.parent) || ts.isPropertyAccessExpression(parent.parent);
	return ts.isCaseClause(parent) || (ts.isArrayLiteralExpression(parent) && isSearched);
}

function ofLiteral(node: ts.Node): Change[] {
	if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, replacement: 'false' }];
	if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, replacement: 'true' }];
	if (ts.isStringLiteral(node) && isCompared(node)) return [{ node, replacement: "'other'" }];
	if (!ts.isNumericLiteral(node)) return [];
	const near = [Number(node.text) + 1, Number(node.text) - 1].filter((other) => other >= 0);
	return near.map((other) => ({ node, replacement: String(other) }));
}

/** The conditions of a statement or expression, and what it may return. */
function ofBranch(node: ts.Node): Change[] {
	const becomes = (part: ts.Node, values: readonly string[]) =>
		values.map((replacement) => ({ node: part, replacement }));
	if (ts.isIfStatement(node)) return becomes(node.expression, ['true', 'false']);
	if (ts.isConditionalExpression(node)) return becomes(node.condition, ['true', 'false']);
	if (ts.isWhileStatement(node)) return becomes(node.expression, ['false']);
	if (ts.isForStatement(node) && node.condition) return becomes(node.condition, ['false']);
	if (ts.isReturnStatement(node) && node.expression) return becomes(node.expression, VALUES);
	return ts.isArrowFunction(node) && !ts.isBlock(node.body) ? becomes(node.body, VALUES) : [];
}

function ofRemoval(node: ts.Node): Change[] {
	if (ts.isSpreadElement(node)) return [{ node, replacement: '...[]' }];
	if (ts.isSpreadAssignment(node)) return [{ node, replacement: '...{}' }];
	if (ts.isPrefixUnaryExpression(node)) {
		const isSign = /^[!-]$/.test(ts.tokenToString(node.operator) ?? '');
		return isSign ? [{ node, replacement: node.operand.getText() }] : [];
	}
	const isStep = ts.isExpressionStatement(node) || ts.isThrowStatement(node) || ts.isReturnStatement(node);
	return isStep || ts.isBreakOrContinueStatement(node) ? [{ node, replacement: ';' }] : [];
}

/**
 * Every small change of a source file that could be a mistake. Types, imports, comments and the words of messages are
 * left alone, and so is `?.`: the compiler refuses the code without it wherever it is needed.
 */
export function changesOf(source: ts.SourceFile): Change[] {
	const changes: Change[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isTypeNode(node) || ts.isTypeAliasDeclaration(node) || ts.isInterfaceDeclaration(node)) return;
		if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
		if (ts.isBinaryExpression(node)) changes.push(...ofBinary(node));
		if (ts.isCallExpression(node)) changes.push(...ofCall(node));
		changes.push(...ofLiteral(node), ...ofBranch(node), ...ofRemoval(node));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return changes;
}
