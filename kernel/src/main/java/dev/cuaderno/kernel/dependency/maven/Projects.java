package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.Request;
import dev.cuaderno.kernel.dependency.ResolutionException;

import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.RepositorySystem;

import java.util.stream.Collectors;

/// Works out a POM: its parents, properties, profiles, BOMs and managed versions.
final class Projects {

    private final RepositorySystem system;
    private final Sessions sessions;

    Projects(RepositorySystem system, Sessions sessions) {
        this.system = system;
        this.sessions = sessions;
    }

    /// The POM with everything filled in.
    Model effective(Request.Project project) throws ResolutionException {
        var request = new DefaultModelBuildingRequest();
        request.setRawModel(PomText.model(project.xml(), project.toString()));
        if (project.file() != null) {
            // Parents are looked for beside it.
            request.setPomFile(project.file().toFile());
            request.setModelSource(new FileModelSource(project.file().toFile()));
        }
        request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
        request.setProcessPlugins(false);
        request.setSystemProperties(System.getProperties());
        request.setModelResolver(new Models(system, sessions));
        try {
            return new DefaultModelBuilderFactory()
                    .newInstance()
                    .build(request)
                    .getEffectiveModel();
        } catch (ModelBuildingException broken) {
            throw Faults.bad(project + " cannot be used:" + problems(broken), broken);
        }
    }

    private static String problems(ModelBuildingException broken) {
        return broken.getProblems().stream()
                .filter(problem -> problem.getSeverity() != ModelProblem.Severity.WARNING)
                .map(Projects::text)
                .distinct()
                .map(line -> "\n  " + line)
                .collect(Collectors.joining());
    }

    private static String text(ModelProblem problem) {
        var unresolved =
                Faults.cause(problem.getException(), Models.Unresolved.class)
                        .map(Models.Unresolved::getMessage);
        return unresolved.orElseGet(() -> Faults.firstLine(new Exception(problem.getMessage())));
    }
}
