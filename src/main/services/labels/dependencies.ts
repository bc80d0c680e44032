/** @file What the label use cases work with. */
import type { CorporaDependencies } from '../corpora/dependencies';

/** Importing an annotated file imports a corpus, so these are the same. */
export type LabelDependencies = CorporaDependencies;
