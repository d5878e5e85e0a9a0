package dev.cuaderno.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Says which notebooks have been saved since it was asked last.
///
/// It looks at size and time of files, which works on every file system, network drives and mounted
/// folders of containers included. A file that changes from one look to the next is still being
/// written and counts only when it has come to rest.
final class Watch {

    private record State(long size, long time) {}

    private final Map<Path, State> known = new HashMap<>();
    private final Map<Path, State> restless = new HashMap<>();

    /// Takes the files as they are for known.
    void know(List<Path> files) {
        files.forEach(file -> known.put(file, state(file)));
    }

    /// The files that are new or other than they were and have come to rest, in order.
    List<Path> changed(List<Path> files) {
        var changed = new ArrayList<Path>();
        for (var file : files) {
            var now = state(file);
            if (now == null || now.equals(known.get(file))) {
                restless.remove(file);
            } else if (now.equals(restless.put(file, now))) {
                restless.remove(file);
                known.put(file, now);
                changed.add(file);
            }
        }
        return changed;
    }

    private static State state(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new State(attributes.size(), attributes.lastModifiedTime().toMillis());
        } catch (IOException gone) {
            return null;
        }
    }
}
