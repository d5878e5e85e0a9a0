/// Formulas as values: an [Expr][dev.cuaderno.formula.Expr] is written as LaTeX, as MathML (which
/// browsers set without a script or a network) and as plain text, and a
/// [Derivation][dev.cuaderno.formula.Derivation] is a formula, the same with numbers put in, and
/// its result.
///
/// ```java
/// var k = Expr.symbol("K");
/// Derivation.of(Expr.symbol("W"), k.times(k).plus(1)).put(Map.of("K", 3)).gives(10)
/// // W = K·K + 1 = 3·3 + 1 = 10
/// ```
package dev.cuaderno.formula;
