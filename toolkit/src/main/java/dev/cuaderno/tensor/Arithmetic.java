package dev.cuaderno.tensor;

import dev.cuaderno.kernels.Binary;
import dev.cuaderno.kernels.Unary;
import dev.cuaderno.op.Clamp;
import dev.cuaderno.op.Elu;
import dev.cuaderno.op.LeakyRelu;
import dev.cuaderno.op.Mapped;
import dev.cuaderno.op.MatMul;
import dev.cuaderno.op.Pairwise;
import dev.cuaderno.op.Pointwise;
import dev.cuaderno.op.Select;

import java.util.function.DoubleUnaryOperator;

/// Arithmetic element by element, comparisons, functions, activations and the product of matrices.
///
/// Two tensors are stretched to a common shape: aligned at the last axis, missing axes and those of
/// size 1 repeat. Sizes that differ otherwise are a [ShapeException]. Comparisons give 1 and 0.
public sealed interface Arithmetic permits Tensor {

    private Tensor self() {
        return (Tensor) this;
    }

    private Tensor with(Binary f, Tensor other) {
        return new Pairwise(f).apply(self(), other);
    }

    private Tensor with(Binary f, double other) {
        return with(f, Tensors.scalar(other, self().dtype()));
    }

    private Tensor by(Unary f) {
        return new Pointwise(f).apply(self());
    }

    /// The sum.
    default Tensor plus(Tensor other) {
        return with(Binary.PLUS, other);
    }

    /// `value` added to every element.
    default Tensor plus(double value) {
        return with(Binary.PLUS, value);
    }

    /// The difference.
    default Tensor minus(Tensor other) {
        return with(Binary.MINUS, other);
    }

    /// `value` taken from every element.
    default Tensor minus(double value) {
        return with(Binary.MINUS, value);
    }

    /// The product, element by element; see [#matmul] for matrices.
    default Tensor times(Tensor other) {
        return with(Binary.TIMES, other);
    }

    /// Every element multiplied by `value`.
    default Tensor times(double value) {
        return with(Binary.TIMES, value);
    }

    /// The quotient; a division by 0 gives an infinity or NaN.
    default Tensor div(Tensor other) {
        return with(Binary.DIVIDE, other);
    }

    /// Every element divided by `value`.
    default Tensor div(double value) {
        return with(Binary.DIVIDE, value);
    }

    /// Every element to the power of its counterpart.
    default Tensor pow(Tensor exponent) {
        return with(Binary.POWER, exponent);
    }

    /// Every element to the power `exponent`.
    default Tensor pow(double exponent) {
        return with(Binary.POWER, exponent);
    }

    /// The larger of each pair.
    default Tensor maximum(Tensor other) {
        return with(Binary.MAXIMUM, other);
    }

    /// The smaller of each pair.
    default Tensor minimum(Tensor other) {
        return with(Binary.MINIMUM, other);
    }

    /// Every element times the natural logarithm of its counterpart, and 0 where the element is 0:
    /// the terms of entropies.
    default Tensor timesLog(Tensor other) {
        return with(Binary.TIMES_LOG, other);
    }

    /// 1 where greater.
    default Tensor gt(Tensor other) {
        return with(Binary.GREATER, other);
    }

    /// 1 where greater.
    default Tensor gt(double value) {
        return with(Binary.GREATER, value);
    }

    /// 1 where greater or equal.
    default Tensor ge(Tensor other) {
        return with(Binary.GREATER_OR_EQUAL, other);
    }

    /// 1 where greater or equal.
    default Tensor ge(double value) {
        return with(Binary.GREATER_OR_EQUAL, value);
    }

    /// 1 where less.
    default Tensor lt(Tensor other) {
        return with(Binary.LESS, other);
    }

    /// 1 where less.
    default Tensor lt(double value) {
        return with(Binary.LESS, value);
    }

    /// 1 where less or equal.
    default Tensor le(Tensor other) {
        return with(Binary.LESS_OR_EQUAL, other);
    }

    /// 1 where less or equal.
    default Tensor le(double value) {
        return with(Binary.LESS_OR_EQUAL, value);
    }

    /// 1 where equal.
    default Tensor eq(Tensor other) {
        return with(Binary.EQUAL, other);
    }

    /// 1 where equal.
    default Tensor eq(double value) {
        return with(Binary.EQUAL, value);
    }

    /// 1 where different.
    default Tensor ne(Tensor other) {
        return with(Binary.NOT_EQUAL, other);
    }

    /// 1 where different.
    default Tensor ne(double value) {
        return with(Binary.NOT_EQUAL, value);
    }

    /// This tensor where the mask is not 0, `other` elsewhere.
    default Tensor where(Tensor mask, Tensor other) {
        return new Select().apply(mask, self(), other);
    }

    /// −x.
    default Tensor negate() {
        return by(Unary.NEGATE);
    }

    /// |x|.
    default Tensor abs() {
        return by(Unary.ABS);
    }

    /// −1, 0 or 1.
    default Tensor sign() {
        return by(Unary.SIGN);
    }

    /// x².
    default Tensor square() {
        return by(Unary.SQUARE);
    }

    /// √x.
    default Tensor sqrt() {
        return by(Unary.SQRT);
    }

    /// 1/x.
    default Tensor reciprocal() {
        return by(Unary.RECIPROCAL);
    }

    /// e^x.
    default Tensor exp() {
        return by(Unary.EXP);
    }

    /// The natural logarithm.
    default Tensor log() {
        return by(Unary.LOG);
    }

    /// The sine, of radians.
    default Tensor sin() {
        return by(Unary.SIN);
    }

    /// The cosine, of radians.
    default Tensor cos() {
        return by(Unary.COS);
    }

    /// The largest whole number not above x.
    default Tensor floor() {
        return by(Unary.FLOOR);
    }

    /// The smallest whole number not below x.
    default Tensor ceil() {
        return by(Unary.CEIL);
    }

    /// The nearest whole number, halves to the even one.
    default Tensor round() {
        return by(Unary.ROUND);
    }

    /// (e^x − e^−x) / (e^x + e^−x).
    default Tensor tanh() {
        return by(Unary.TANH);
    }

    /// 1 / (1 + e^−x).
    default Tensor sigmoid() {
        return by(Unary.SIGMOID);
    }

    /// max(0, x).
    default Tensor relu() {
        return by(Unary.RELU);
    }

    /// x where positive, `slope`·x elsewhere.
    default Tensor leakyRelu(double slope) {
        return new LeakyRelu(slope).apply(self());
    }

    /// x where positive, `alpha`·(e^x − 1) elsewhere.
    default Tensor elu(double alpha) {
        return new Elu(alpha).apply(self());
    }

    /// Every element brought into the interval from `low` to `high`.
    default Tensor clamp(double low, double high) {
        return new Clamp(low, high).apply(self());
    }

    /// ln(1 + e^x), a smooth form of [#relu].
    default Tensor softplus() {
        return by(Unary.SOFTPLUS);
    }

    /// The error function 2/√π · ∫₀ˣ e^(−t²) dt.
    default Tensor erf() {
        return by(Unary.ERF);
    }

    /// Any function of every element, computed in double precision. It has no gradient.
    default Tensor map(DoubleUnaryOperator f) {
        return new Mapped("map", f).apply(self());
    }

    /// The product of matrices, over the last two axes; axes before them are stretched to a common
    /// shape. A vector is a row on the left and a column on the right.
    ///
    /// @throws ShapeException if the columns of this are not as many as the rows of `other`
    default Tensor matmul(Tensor other) {
        return new MatMul().apply(self(), other);
    }
}
