/** @file Schema 4: endpoints, prompt templates and the calls of language models. */
import type { Migration } from '../migrate';

export const languageModelsMigration: Migration = {
  version: 4,
  name: 'language-models',
  script: '',
};
