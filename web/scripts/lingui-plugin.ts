// Vite plugin for our texts: expands Lingui macros and compiles the English source strings where they stand,
// so that English needs no catalogue and no message parser at run time, and each route carries only its own words.
import { type NodePath, type PluginObj, transformAsync, type types } from '@babel/core';
import * as linguiMacro from '@lingui/babel-plugin-lingui-macro';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const usesMacro = /@lingui\/(react|core)\/macro/;
const macro = 'default' in linguiMacro ? linguiMacro.default : linguiMacro;

export function linguiMessages(): Plugin {
  return {
    name: 'prismwa:lingui-messages',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx?(\?.*)?$/, code: usesMacro },
      async handler(code, id) {
        const filename = id.split('?')[0] ?? id;
        const result = await transformAsync(code, {
          filename,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: filename.endsWith('x') ? ['typescript', 'jsx'] : ['typescript'] },
          plugins: [[macro, { stripMessageField: false }], compileMessages],
        });
        return result?.code ? { code: result.code, map: result.map ?? null } : null;
      },
    },
  };
}

/** Replaces the `message` of every descriptor the macro made by its compiled tokens. */
function compileMessages(): PluginObj {
  return { visitor: { Program: { exit: (program) => program.traverse({ ObjectExpression: compileDescriptor }) } } };
}

function compileDescriptor(path: NodePath<types.ObjectExpression>) {
  const isDescriptor = path.node.leadingComments?.some((comment) => comment.value.trim() === 'i18n');
  if (!isDescriptor) return;
  for (const property of path.get('properties')) {
    if (!property.isObjectProperty()) continue;
    const { key, value } = property.node;
    if (key.type === 'Identifier' && key.name === 'message' && value.type === 'StringLiteral') {
      property.get('value').replaceWithSourceString(JSON.stringify(compileMessage(value.value)));
    }
  }
}
