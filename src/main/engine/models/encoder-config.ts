/** @file The shape of BERT and RoBERTa: encoders with learned positions and norms after each block. Knows no file format. */

export interface EncoderConfig {
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly intermediateSize: number;
  readonly normEpsilon: number;
  /** Rows of the position table. */
  readonly positions: number;
  /** Rows of the token type table. */
  readonly tokenTypes: number;
}
