// The kinds of servers that answer in words: what they are called, where they are as a rule, and what their model is.
import { useLingui } from '@lingui/react/macro';

export const llmKinds = ['openai', 'anthropic', 'ollama', 'anything_llm'] as const;
export type LlmKind = (typeof llmKinds)[number];

interface LlmKindWords {
  name: string;
  note: string;
  /** What its address looks like. */
  address: string;
  modelLabel: string;
  modelHint: string;
  /** It is used with a key as a rule. */
  takesKey: boolean;
}

export function useLlmKinds(): Record<LlmKind, LlmKindWords> {
  const { t } = useLingui();
  return {
    openai: {
      name: t`OpenAI-compatible`,
      note: t`OpenAI and every server with its chat interface.`,
      address: 'https://api.openai.com/v1',
      modelLabel: t`Model`,
      modelHint: t`As the server calls it.`,
      takesKey: true,
    },
    anthropic: {
      name: 'Anthropic',
      note: t`Claude models.`,
      address: 'https://api.anthropic.com',
      modelLabel: t`Model`,
      modelHint: t`As the server calls it.`,
      takesKey: true,
    },
    ollama: {
      name: 'Ollama',
      note: t`Models on a machine of your own.`,
      address: 'http://127.0.0.1:11434',
      modelLabel: t`Model`,
      modelHint: t`As “ollama list” shows it.`,
      takesKey: false,
    },
    anything_llm: {
      name: 'AnythingLLM',
      note: t`A workspace of AnythingLLM with its own documents.`,
      address: 'https://llm.example.com',
      modelLabel: t`Workspace`,
      modelHint: t`Its slug, as in the address of its page.`,
      takesKey: true,
    },
  };
}
