package dev.cuaderno.kernel.dependency;

import java.util.ArrayList;
import java.util.List;

/// Reads the words behind `%dep` and `//DEPS`.
public final class CellRequests {

    private CellRequests() {}

    /// Coordinates; one that ends in `@pom` is a BOM, as in JBang.
    ///
    /// @param exclusions for all the libraries among them
    /// @throws IllegalArgumentException if a word is none; the message says why
    public static List<Request> parse(List<String> words, List<String> exclusions) {
        var requests = new ArrayList<Request>();
        for (var word : words) {
            var coordinates = Coordinates.parse(word);
            requests.add(
                    word.endsWith("@pom")
                            ? new Request.Bom(coordinates)
                            : new Request.Library(coordinates, exclusions));
        }
        return requests;
    }
}
