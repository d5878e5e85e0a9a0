package dev.cuaderno.cases;

import java.util.LinkedHashMap;
import java.util.Map;

/// The operations that golden cases may name. What is missing here is skipped by the test.
final class CaseOps {

    static final Map<String, CaseOp> ALL = new LinkedHashMap<>();

    static {
        ALL.putAll(WindowCases.OPS);
        ALL.putAll(FilterCases.OPS);
        ALL.putAll(ProbabilityCases.OPS);
        ALL.putAll(ElementCases.OPS);
        ALL.putAll(GradientCases.OPS);
        ALL.putAll(LearningCases.OPS);
        ALL.putAll(NormalizationCases.OPS);
        ALL.putAll(LayerCases.OPS);
        ALL.putAll(NetworkCases.OPS);
    }

    private CaseOps() {}
}
