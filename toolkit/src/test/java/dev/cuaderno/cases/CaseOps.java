package dev.cuaderno.cases;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The operations that golden cases may name.
final class CaseOps {

    private static final Map<String, List<CaseOp>> ALL = new LinkedHashMap<>();

    static {
        add(WindowCases.OPS);
        add(FilterCases.OPS);
        add(ProbabilityCases.OPS);
        add(ElementCases.OPS);
        add(GradientCases.OPS);
        add(LearningCases.OPS);
        add(NormalizationCases.OPS);
        add(LayerCases.OPS);
        add(NetworkCases.OPS);
        add(TrainingCases.OPS);
        add(DataCases.OPS);
    }

    private CaseOps() {}

    private static void add(Map<String, CaseOp> operations) {
        operations.forEach(
                (name, one) -> ALL.computeIfAbsent(name, _ -> new ArrayList<>()).add(one));
    }

    /// All ways to compute an operation, by methods of tensors and by layers: each must agree.
    static List<CaseOp> of(String name) {
        return ALL.getOrDefault(name, List.of());
    }
}
