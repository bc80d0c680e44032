/**
 * @file The product with a weight kept in blocks of 4 or 8 bits (ONNX Runtime's MatMulNBits, whose layout is that of quantise/blocks.ts). For
 * inference only: such a weight is frozen, and gradients through it are not needed where nothing below it is trained.
 */
import { isSameShape } from '../graph/shape';
import { int } from '../onnx/emitter';
import { mismatch, requireFloat, type Definitions } from './definition';

export const quantised: Definitions<'blockGemm'> = {
  blockGemm: {
    infer: (inputs, { bits, blockSize }) => {
      const [x, codes, scales, zeroPoints] = inputs;
      const [rows = 0, width = 0] = x.shape;
      const [outputs = 0] = codes.shape;
      const blocks = Math.ceil(width / blockSize);
      const fits =
        x.shape.length === 2 &&
        isSameShape(codes.shape, [outputs, blocks, (blockSize * bits) / 8]) &&
        isSameShape(scales.shape, [outputs, blocks]) &&
        isSameShape(zeroPoints.shape, [outputs, Math.ceil((blocks * bits) / 8)]);
      if (!fits) throw mismatch('blockGemm', inputs, `codes, scales and zero points must be those of blocks of ${blockSize} at ${bits} bits.`);
      if (codes.dataType !== 'u8' || zeroPoints.dataType !== 'u8') throw mismatch('blockGemm', inputs, 'codes and zero points must be u8.');
      return { dataType: requireFloat('blockGemm', x, scales), shape: [rows, outputs] };
    },
    lower: (emitter, { inputs: [x, codes], attributes: { bits, blockSize, roundsInputs } }, names) => {
      const [, width = 0] = x.shape;
      const [outputs = 0] = codes.shape;
      return emitter.emit('MatMulNBits', names, {
        domain: 'com.microsoft',
        attributes: { K: int(width), N: int(outputs), bits: int(bits), block_size: int(blockSize), accuracy_level: int(roundsInputs ? 4 : 1) },
      });
    },
    gradient: 'unsupported',
  },
};
