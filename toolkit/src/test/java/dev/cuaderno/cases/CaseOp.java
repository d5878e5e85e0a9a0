package dev.cuaderno.cases;

import java.util.Map;

/// Computes, with the toolkit, the named results of a golden case.
@FunctionalInterface
interface CaseOp {

    /// The results: tensors, numbers, truth values, words, lists or maps of these.
    Map<String, ?> run(CaseInput in);
}
