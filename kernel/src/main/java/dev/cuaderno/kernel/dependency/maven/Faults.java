package dev.cuaderno.kernel.dependency.maven;

import dev.cuaderno.kernel.dependency.ResolutionException;

import org.apache.http.client.HttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.MetadataTransferException;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;

/// Says in plain words why a repository did not give what it was asked for, and what helps.
final class Faults {

    private Faults() {}

    /// One line for each repository that was asked.
    static String explain(List<Exception> failures) {
        return failures.stream()
                .map(Faults::explain)
                .distinct()
                .map(line -> "\n  " + line)
                .collect(Collectors.joining());
    }

    static String explain(Throwable failure) {
        var repository =
                causes(failure).map(Faults::repository).flatMap(Optional::stream).findFirst();
        var from = repository.map(each -> where(each) + ": ").orElse("");
        var offline =
                causes(failure)
                        .anyMatch(
                                each ->
                                        String.valueOf(each.getMessage())
                                                .contains("in offline mode"));
        if (offline) {
            return from
                    + "not asked, since the notebook is offline, and ~/.m2 does not hold it; go online"
                    + " with %dep --online";
        }
        if (causes(failure)
                .anyMatch(each -> String.valueOf(each.getMessage()).contains("Blocked mirror"))) {
            return repository.map(each -> where(original(each)) + ": ").orElse("")
                    + blocked(repository);
        }
        return from + reason(failure);
    }

    private static String blocked(Optional<RemoteRepository> repository) {
        var id = repository.map(Faults::original).map(RemoteRepository::getId).orElse("id");
        var url = repository.map(Faults::original).map(RemoteRepository::getUrl).orElse("url");
        return "not asked, since plain http: lets anybody on the way change what comes; use https:,"
                + " or allow it with %repo --insecure "
                + id
                + " "
                + url;
    }

    private static RemoteRepository original(RemoteRepository repository) {
        return repository.getMirroredRepositories().isEmpty()
                ? repository
                : repository.getMirroredRepositories().getFirst();
    }

    /// Id and URL; of a mirror, also what it stands for.
    static String where(RemoteRepository repository) {
        var mirrored =
                repository.getMirroredRepositories().stream()
                        .map(RemoteRepository::getId)
                        .collect(Collectors.joining(", "));
        return repository.getId()
                + " ("
                + repository.getUrl()
                + (mirrored.isEmpty() ? "" : ", the mirror of " + mirrored)
                + ")";
    }

    private static Optional<RemoteRepository> repository(Throwable failure) {
        return switch (failure) {
            case ArtifactTransferException artifact ->
                    Optional.ofNullable(artifact.getRepository());
            case MetadataTransferException metadata ->
                    Optional.ofNullable(metadata.getRepository());
            default -> Optional.empty();
        };
    }

    private static String reason(Throwable failure) {
        for (var cause : causes(failure).toList().reversed()) {
            switch (cause) {
                case HttpResponseException answer -> {
                    return status(answer.getStatusCode());
                }
                case UnknownHostException host -> {
                    return "no such host, or no connection to the Internet; without one, %dep"
                            + " --offline uses what ~/.m2 holds";
                }
                case ConnectTimeoutException late -> {
                    return "the server did not accept a connection in time; is a proxy needed"
                            + " (<proxies> in ~/.m2/settings.xml)?";
                }
                case SocketTimeoutException silent -> {
                    return "the server accepted the connection and then did not answer in time; try"
                            + " again later";
                }
                case ConnectException refused -> {
                    return "the connection was refused; does a server run there, is the port right?";
                }
                case NoRouteToHostException unreachable -> {
                    return "the host cannot be reached from here";
                }
                case SSLException tls -> {
                    return "no trusted connection (" + tls.getMessage() + ")";
                }
                case ChecksumFailureException checksum -> {
                    return "the file's checksum is wrong, so it was damaged or changed on the way ("
                            + checksum.getMessage()
                            + "); it was not used; try again, then ask the repository's owner";
                }
                case ArtifactNotFoundException missing -> {
                    return "it is not there";
                }
                default -> {}
            }
        }
        return firstLine(failure);
    }

    private static String status(int code) {
        return "the server answered "
                + code
                + switch (code) {
                    case 401, 407 ->
                            " (unauthorised); name and password belong into ~/.m2/settings.xml, as"
                                    + (code == 407
                                            ? " <proxy>"
                                            : " <server> with the repository's id");
                    case 403 ->
                            " (forbidden); the account in ~/.m2/settings.xml may not read it, or the"
                                    + " repository's firewall holds it back";
                    case 404 -> " (not found)";
                    case 429 -> " (too many requests); wait a little";
                    default -> code >= 500 ? " (a fault of the server); try again later" : "";
                };
    }

    /// The first line of the deepest message, which is where Maven's libraries put the cause.
    static String firstLine(Throwable failure) {
        if (failure == null) {
            return "unknown cause";
        }
        var message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        return message.lines().filter(line -> !line.isBlank()).findFirst().orElse(message).strip();
    }

    static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause).limit(20);
    }

    /// The first failure of this kind among `failure` and its causes.
    static <T> Optional<T> cause(Throwable failure, Class<T> kind) {
        return causes(failure).filter(kind::isInstance).map(kind::cast).findFirst();
    }

    /// True where a file is simply not there, rather than out of reach.
    static boolean isMissing(List<? extends Throwable> failures) {
        return failures.stream()
                .allMatch(failure -> cause(failure, ArtifactNotFoundException.class).isPresent());
    }

    static ResolutionException bad(String message, Throwable cause) {
        return new ResolutionException(message, cause);
    }
}
